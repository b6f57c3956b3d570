package dev.parley.presence.visibility;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.record.PresenceMessages;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.services.ServiceCaller;
import dev.parley.kit.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// [VisibilityClient] over HTTP, as [PresenceMessages] says. Keeps answers for a while.
final class HttpVisibilityClient implements VisibilityClient, AutoCloseable {
    /// Answers kept, some 100 bytes each. Beyond it the least used are asked for again.
    private static final int MAX_KEPT = 500_000;

    /// Questions at once. What one more asks for is not shown, so that a slow API service does not gather them here.
    private static final int MAX_QUESTIONS = 32;

    private final URI visibility;
    private final VisibilitySettings settings;
    private final VisibilityMetrics metrics;
    private final Ticker ticker;
    private final ServiceCaller caller;
    private final HttpClient http;
    private final Semaphore questions = new Semaphore(MAX_QUESTIONS);
    private final Cache<Glance, Boolean> kept;
    private volatile Optional<Long> failedNanos = Optional.empty();

    /// @param api base address of the API service
    HttpVisibilityClient(
            URI api, VisibilitySettings settings, ServiceCaller caller, VisibilityMetrics metrics, Ticker ticker) {
        this.visibility = URI.create(api.toString().replaceAll("/+$", "") + PresenceMessages.VISIBILITY_PATH);
        this.settings = settings;
        this.metrics = metrics;
        this.ticker = ticker;
        this.caller = caller;
        this.http = caller.client().connectTimeout(settings.timeout()).build();
        this.kept = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .maximumSize(MAX_KEPT)
                .expireAfterWrite(settings.keep())
                .build();
    }

    @Override
    public Set<Glance> allowed(Collection<Glance> glances) {
        Set<Glance> allowed = new HashSet<>();
        List<Glance> open = new ArrayList<>();
        for (Glance glance : new HashSet<>(glances)) {
            Boolean known = glance.viewer().equals(glance.seen()) ? Boolean.TRUE : kept.getIfPresent(glance);
            if (known == null) {
                open.add(glance);
            } else if (known) {
                allowed.add(glance);
            }
        }
        for (int start = 0; start < open.size(); start += Glance.MAX_AT_ONCE) {
            ask(open.subList(start, Math.min(start + Glance.MAX_AT_ONCE, open.size())), allowed);
        }
        return allowed;
    }

    private void ask(List<Glance> glances, Set<Glance> allowed) {
        metrics.asked(glances.size());
        List<Boolean> answers = answers(glances);
        if (answers.size() != glances.size()) {
            metrics.unknown(glances.size());
            return;
        }
        for (int i = 0; i < glances.size(); i++) {
            kept.put(glances.get(i), answers.get(i));
            if (answers.get(i)) {
                allowed.add(glances.get(i));
            }
        }
    }

    /// Empty if there is no answer.
    private List<Boolean> answers(List<Glance> glances) {
        boolean pausing = failedNanos
                .filter(failed -> ticker.nanos() - failed < settings.pause().toNanos())
                .isPresent();
        if (pausing || !questions.tryAcquire()) {
            return List.of();
        }
        try {
            HttpResponse<byte[]> response = http.send(
                    caller.request(visibility)
                            .timeout(settings.timeout())
                            .header("content-type", "application/octet-stream")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(PresenceMessages.encodeGlances(glances)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                failedNanos = Optional.empty();
                return PresenceMessages.decodeVisible(response.body());
            }
        } catch (IOException | UnreadableRecordException noAnswer) {
            // Counted by the caller: what is not known is not shown.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            questions.release();
        }
        failedNanos = Optional.of(ticker.nanos());
        return List.of();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
