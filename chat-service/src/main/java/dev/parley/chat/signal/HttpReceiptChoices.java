package dev.parley.chat.signal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.CalledService;
import dev.parley.kit.services.ServiceAwayException;
import dev.parley.kit.services.ServiceCaller;
import dev.parley.kit.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Asks the API service, `GET /internal/read-receipts/off?users=1,2`: those of them who turned receipts off, as text,
/// with commas between.
final class HttpReceiptChoices implements ReceiptChoicesClient, AutoCloseable {
    /// Beyond it the least used is asked for again.
    private static final int MAX_REMEMBERED = 200_000;

    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final CalledService api;
    private final Cache<UserId, Boolean> choices;

    /// @param api base address of the API service
    /// @param timeout for connecting, and for one answer
    HttpReceiptChoices(URI api, Duration timeout, ServiceCaller caller, Ticker ticker) {
        this.api = caller.at(api, timeout);
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
        try {
            return api.get("/internal/read-receipts/off?users=" + UserId.list(users))
                    .ok()
                    .readText(UserId::parseList);
        } catch (ServiceAwayException away) {
            throw new UnavailableException("the API service can't tell who wants receipts", away);
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
