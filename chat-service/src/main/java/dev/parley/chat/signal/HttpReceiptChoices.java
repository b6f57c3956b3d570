package dev.parley.chat.signal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.ServiceCaller;
import dev.parley.kit.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks the API service, `GET /internal/read-receipts/off?users=1,2`: those of them who turned receipts off, as text,
/// with commas between.
final class HttpReceiptChoices implements ReceiptChoicesClient, AutoCloseable {
    /// Beyond it the least used is asked for again.
    private static final int MAX_REMEMBERED = 200_000;

    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final URI off;
    private final Duration timeout;
    private final ServiceCaller caller;
    private final HttpClient http;
    private final Cache<UserId, Boolean> choices;

    /// @param api base address of the API service
    /// @param timeout for connecting, and for one answer
    HttpReceiptChoices(URI api, Duration timeout, ServiceCaller caller, Ticker ticker) {
        this.off = URI.create(api.toString().replaceAll("/+$", "") + "/internal/read-receipts/off");
        this.timeout = timeout;
        this.caller = caller;
        this.http = caller.client().connectTimeout(timeout).build();
        this.choices = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    @Override
    public Set<UserId> off(Collection<UserId> users) {
        Set<UserId> without = new HashSet<>();
        List<UserId> unknown = new ArrayList<>();
        for (UserId user : users) {
            Boolean wanted = choices.getIfPresent(user);
            if (wanted == null) {
                unknown.add(user);
            } else if (!wanted) {
                without.add(user);
            }
        }
        if (!unknown.isEmpty()) {
            Set<UserId> told = ask(unknown);
            unknown.forEach(user -> choices.put(user, !told.contains(user)));
            without.addAll(told);
        }
        return without;
    }

    private Set<UserId> ask(List<UserId> users) {
        HttpRequest request = caller.request(URI.create(off + "?users=" + UserId.list(users)))
                .timeout(timeout)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw unavailable(new IllegalStateException("answered " + answer.statusCode()));
            }
            return UserId.parseList(answer.body());
        } catch (IOException | IllegalArgumentException failed) {
            throw unavailable(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw unavailable(stopping);
        }
    }

    private static UnavailableException unavailable(@Nullable Throwable cause) {
        return new UnavailableException("the API service can't tell who wants receipts", cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
