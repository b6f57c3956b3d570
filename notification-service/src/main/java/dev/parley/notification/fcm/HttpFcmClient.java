package dev.parley.notification.fcm;

import dev.parley.notification.provider.Fitting;
import dev.parley.notification.provider.Notice;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.PushClient;
import dev.parley.notification.provider.RetryAfter;
import dev.parley.notification.provider.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `POST /v1/projects/{project}/messages:send`.
final class HttpFcmClient implements PushClient, AutoCloseable {
    /// As long as an index of PostgreSQL takes; real ones have under 300 characters.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_:.%-]{20,2000}");

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /// What Google asks for where a 429 says nothing.
    private static final Duration QUOTA_REST = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI send;
    private final HttpClient http;
    private final GoogleTokens tokens;
    private final Duration timeout;
    private final InstantSource clock;

    HttpFcmClient(FcmSettings settings, ServiceAccount account, InstantSource clock) {
        this.send = settings.url().resolve("/v1/projects/" + account.project() + "/messages:send");
        this.timeout = settings.timeout();
        this.clock = clock;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
        this.tokens = new GoogleTokens(account, http, timeout, clock);
    }

    @Override
    public Provider provider() {
        return Provider.FCM;
    }

    @Override
    public Optional<String> fault(Target target) {
        return target instanceof Target.Fcm it && TOKEN.matcher(it.token()).matches()
                ? Optional.empty()
                : Optional.of("token must be a registration token of FCM");
    }

    @Override
    public Outcome push(Target target, Notice notice) {
        if (!(target instanceof Target.Fcm address)) {
            throw new IllegalArgumentException("not a target of FCM");
        }
        return Fitting.into(FcmMessage.MAX_DATA_BYTES, notice, FcmMessage::data)
                .map(data -> post(FcmMessage.request(address, notice, data, clock.instant())))
                .orElseGet(() -> new Outcome.Refused("too_large"));
    }

    private Outcome post(byte[] body) {
        try {
            String token = tokens.get();
            HttpRequest request = HttpRequest.newBuilder(send)
                    .timeout(timeout)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json; charset=UTF-8")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == UNAUTHORIZED) {
                tokens.forget(token);
            }
            return outcome(response);
        } catch (HttpTimeoutException slow) {
            return new Outcome.Later("timeout", Optional.empty(), true);
        } catch (IOException unreachable) {
            return new Outcome.Later("unreachable", Optional.empty(), true);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Outcome.Later("stopping", Optional.empty(), false);
        }
    }

    /// A token of another sender is refused and kept: a wrong project of ours looks the same, and would cost
    /// everyone's address. A 404 that does not speak of the token is a wrong project, too.
    private Outcome outcome(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String reason = reason(response.body());
        Optional<Duration> retryAfter =
                response.headers().firstValue("Retry-After").flatMap(it -> RetryAfter.parse(it, clock.instant()));
        if (status == OK) {
            return new Outcome.Accepted();
        }
        if (status == NOT_FOUND) {
            return reason.equals("unregistered")
                    ? new Outcome.Gone(Optional.empty())
                    : new Outcome.Later(reason, Optional.empty(), true);
        }
        if (status == TOO_MANY_REQUESTS) {
            return new Outcome.Later(reason, Optional.of(retryAfter.orElse(QUOTA_REST)), true);
        }
        boolean mayNotSend = status == FORBIDDEN && !reason.equals("sender_id_mismatch");
        if (status == UNAUTHORIZED || mayNotSend || status >= SERVER_ERROR) {
            return new Outcome.Later(reason, retryAfter, true);
        }
        return new Outcome.Refused(reason);
    }

    /// `error.details[].errorCode`, else `error.status`.
    private static String reason(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            for (JsonNode detail : error.path("details")) {
                String code = detail.path("errorCode").asString("");
                if (code.matches("[A-Z_]{1,40}")) {
                    return code.toLowerCase(Locale.ROOT);
                }
            }
            String status = error.path("status").asString("");
            return status.matches("[A-Z_]{1,40}") ? status.toLowerCase(Locale.ROOT) : "unknown";
        } catch (JacksonException notJson) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
