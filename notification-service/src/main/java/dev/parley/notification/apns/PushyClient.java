package dev.parley.notification.apns;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsPushNotification;
import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushNotificationResponse;
import com.eatthepath.pushy.apns.PushType;
import com.eatthepath.pushy.apns.util.SimpleApnsPushNotification;
import dev.parley.notification.provider.CollapseKey;
import dev.parley.notification.provider.Fitting;
import dev.parley.notification.provider.Notice;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.PushClient;
import dev.parley.notification.provider.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// APNs over HTTP/2.
///
/// That the user has read is an alert without text, sound or banner, of low priority: Apple lets background
/// pushes
/// carry no badge, and the badge must fall. `content-available` wakes the app to clear what it shows.
final class PushyClient implements PushClient, AutoCloseable {
    /// 32 bytes so far; Apple says that it may grow.
    private static final Pattern TOKEN = Pattern.compile("([0-9a-fA-F]{2}){32,100}");

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    /// Nobody's push would be taken, until a setting is corrected.
    private static final Set<String> OUR_FAULT = Set.of("bad_topic", "missing_topic", "topic_disallowed");

    private final ApnsClient apns;
    private final String topic;
    private final Duration timeout;

    PushyClient(ApnsClient apns, String topic, Duration timeout) {
        this.apns = apns;
        this.topic = topic;
        this.timeout = timeout;
    }

    @Override
    public Provider provider() {
        return Provider.APNS;
    }

    @Override
    public Optional<String> fault(Target target) {
        return target instanceof Target.Apns it && TOKEN.matcher(it.token()).matches()
                ? Optional.empty()
                : Optional.of("token must be 32 to 100 bytes in hexadecimal");
    }

    @Override
    public Outcome push(Target target, Notice notice) {
        if (!(target instanceof Target.Apns address)) {
            throw new IllegalArgumentException("not a target of APNs");
        }
        Optional<byte[]> payload = Fitting.into(ApnsPayload.MAX_BYTES, notice, ApnsPayload::bytes);
        return payload.map(it -> send(address, notice, new String(it, StandardCharsets.UTF_8)))
                .orElseGet(() -> new Outcome.Refused("too_large"));
    }

    private Outcome send(Target.Apns address, Notice notice, String payload) {
        ApnsPushNotification push = new SimpleApnsPushNotification(
                address.token(),
                topic,
                payload,
                notice.expires(),
                notice instanceof Notice.Ring ? DeliveryPriority.IMMEDIATE : DeliveryPriority.CONSERVE_POWER,
                PushType.ALERT,
                CollapseKey.of(notice.conversation()),
                ApnsPayload.id(notice));
        try {
            return outcome(apns.sendNotification(push).get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException unreachable) {
            return new Outcome.Later("unreachable", Optional.empty(), true);
        } catch (TimeoutException slow) {
            return new Outcome.Later("timeout", Optional.empty(), true);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Outcome.Later("stopping", Optional.empty(), false);
        }
    }

    /// A token that Apple calls bad, or another app's, is refused and kept: a wrong `host` or `topic` of ours
    /// looks
    /// the same, and would cost everyone's address.
    private static Outcome outcome(PushNotificationResponse<?> response) {
        if (response.isAccepted()) {
            return new Outcome.Accepted();
        }
        String reason =
                response.getRejectionReason().map(PushyClient::snakeCase).orElse("unknown");
        int status = response.getStatusCode();
        if (status == GONE) {
            return new Outcome.Gone(response.getTokenInvalidationTimestamp());
        }
        if (status == TOO_MANY_REQUESTS) {
            // "Too many requests for this device"; but too many new signing tokens is about all.
            return new Outcome.Later(reason, Optional.empty(), reason.contains("provider_token"));
        }
        if (status == FORBIDDEN || status >= SERVER_ERROR || OUR_FAULT.contains(reason)) {
            return new Outcome.Later(reason, Optional.empty(), true);
        }
        return new Outcome.Refused(reason);
    }

    /// `BadDeviceToken` as `bad_device_token`.
    private static String snakeCase(String reason) {
        return reason.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        var _ = apns.close();
    }
}
