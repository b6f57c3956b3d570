package dev.parley.notification.webpush;

import dev.parley.notification.provider.CollapseKey;
import dev.parley.notification.provider.Fields;
import dev.parley.notification.provider.Fitting;
import dev.parley.notification.provider.Notice;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.PushClient;
import dev.parley.notification.provider.RetryAfter;
import dev.parley.notification.provider.Target;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// Pushes to the endpoints of browsers.
final class HttpWebPushClient implements PushClient, AutoCloseable {
    private static final int MULTIPLE_CHOICES = 300;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int BAD_REQUEST = 400;
    private static final Set<Integer> NAMED = Set.of(BAD_REQUEST, 401, 403, 405, 413);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final VapidKey vapid;
    private final boolean allowLocal;
    private final GuardedPosts posts;
    private final Origins origins;
    private final SecureRandom random;
    private final InstantSource clock;

    HttpWebPushClient(
            VapidKey vapid,
            boolean allowLocal,
            GuardedPosts posts,
            Origins origins,
            SecureRandom random,
            InstantSource clock) {
        this.vapid = vapid;
        this.allowLocal = allowLocal;
        this.posts = posts;
        this.origins = origins;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.WEBPUSH;
    }

    @Override
    public Optional<String> fault(Target target) {
        if (!(target instanceof Target.WebPush it)) {
            return Optional.of("not a subscription");
        }
        Optional<Endpoint> endpoint = Endpoint.parse(it.endpoint(), allowLocal);
        if (endpoint.isEmpty()) {
            return Optional.of("endpoint must be an https URL of a named host, without user or other port");
        }
        if (decode(it.p256dh()).flatMap(P256::decode).isEmpty()) {
            return Optional.of("keys.p256dh must be a point of P-256, base64url without padding");
        }
        if (decode(it.auth())
                .filter(auth -> auth.length == Encryption.AUTH_BYTES)
                .isEmpty()) {
            return Optional.of("keys.auth must be 16 bytes, base64url without padding");
        }
        try {
            posts.resolve(endpoint.get().host());
            return Optional.empty();
        } catch (UnknownHostException unknownOrInside) {
            return Optional.of("endpoint must be on a host that is known and public");
        }
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return base64.indexOf('=') >= 0
                    ? Optional.empty()
                    : Optional.of(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// The provider is many: trouble with one of them is never everyone's.
    @Override
    public Outcome push(Target target, Notice notice) {
        if (!(target instanceof Target.WebPush it)) {
            throw new IllegalArgumentException("not a subscription");
        }
        Optional<Endpoint> endpoint = Endpoint.parse(it.endpoint(), allowLocal);
        Optional<ECPublicKey> browser = decode(it.p256dh()).flatMap(P256::decode);
        Optional<byte[]> auth = decode(it.auth());
        if (endpoint.isEmpty() || browser.isEmpty() || auth.isEmpty()) {
            return new Outcome.Refused("malformed"); // It was registered under other rules.
        }
        Optional<Duration> rest = origins.rest(endpoint.get().origin());
        if (rest.isPresent()) {
            return new Outcome.Later("origin_resting", rest, false);
        }
        return Fitting.into(Encryption.MAX_PLAIN_BYTES, notice, fields -> JSON.writeValueAsBytes(Fields.of(fields)))
                .map(plain ->
                        post(endpoint.get(), notice, Encryption.encrypt(plain, browser.get(), auth.get(), random)))
                .orElseGet(() -> new Outcome.Refused("too_large"));
    }

    private Outcome post(Endpoint endpoint, Notice notice, byte[] body) {
        long ttlSeconds =
                Math.max(0, Duration.between(clock.instant(), notice.expires()).toSeconds());
        GuardedPosts.Answer answer = posts.post(
                endpoint.uri(),
                new GuardedPosts.Headers(
                        vapid.authorization(endpoint.origin(), clock.instant()),
                        ttlSeconds,
                        notice instanceof Notice.Ring ? "high" : "normal",
                        CollapseKey.of(notice.conversation())),
                body);
        return switch (answer) {
            case GuardedPosts.Answer.Status status -> outcome(endpoint, status);
            case GuardedPosts.Answer.None none -> {
                origins.failed(endpoint.origin(), Optional.empty());
                yield new Outcome.Later(none.reason(), Optional.empty(), false);
            }
        };
    }

    private Outcome outcome(Endpoint endpoint, GuardedPosts.Answer.Status answer) {
        int status = answer.code();
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
            Optional<Duration> asked = answer.retryAfter().flatMap(it -> RetryAfter.parse(it, clock.instant()));
            origins.failed(endpoint.origin(), asked);
            return new Outcome.Later(status == TOO_MANY_REQUESTS ? "status_429" : "status_5xx", asked, false);
        }
        origins.works(endpoint.origin());
        if (status >= OK && status < MULTIPLE_CHOICES) {
            return new Outcome.Accepted();
        }
        return status == NOT_FOUND || status == GONE
                ? new Outcome.Gone(Optional.empty())
                : new Outcome.Refused(reason(status));
    }

    /// Few, whatever a stranger's endpoint answers: they are tags of a metric.
    private static String reason(int status) {
        if (NAMED.contains(status)) {
            return "status_" + status;
        }
        return status >= MULTIPLE_CHOICES && status < BAD_REQUEST ? "redirect" : "status_other";
    }

    @Override
    public void close() {
        posts.close();
    }
}
