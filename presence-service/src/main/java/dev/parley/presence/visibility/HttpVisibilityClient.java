package dev.parley.presence.visibility;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.record.PresenceMessages;
import dev.parley.kit.services.CalledService;
import dev.parley.kit.services.ServiceAwayException;
import dev.parley.kit.services.ServiceCaller;
import dev.parley.kit.time.Ticker;
import java.net.URI;
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

    private final CalledService api;
    private final VisibilitySettings settings;
    private final VisibilityMetrics metrics;
    private final Ticker ticker;
    private final Semaphore questions = new Semaphore(MAX_QUESTIONS);
    private final Cache<Glance, Boolean> kept;
    private volatile Optional<Long> failedNanos = Optional.empty();

    /// @param api base address of the API service
    HttpVisibilityClient(
            URI api, VisibilitySettings settings, ServiceCaller caller, VisibilityMetrics metrics, Ticker ticker) {
        this.api = caller.at(api, settings.timeout());
        this.settings = settings;
        this.metrics = metrics;
        this.ticker = ticker;
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
            List<Boolean> answers = api.post(PresenceMessages.VISIBILITY_PATH, PresenceMessages.encodeGlances(glances))
                    .ok()
                    .readRecord(PresenceMessages::decodeVisible);
            failedNanos = Optional.empty();
            return answers;
        } catch (ServiceAwayException noAnswer) {
            // Counted by the caller: what is not known is not shown.
            failedNanos = Optional.of(ticker.nanos());
            return List.of();
        } finally {
            questions.release();
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
