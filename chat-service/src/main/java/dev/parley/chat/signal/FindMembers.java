package dev.parley.chat.signal;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.chat.conversation.MemberStore;
import dev.parley.chat.conversation.Members;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.ConversationId;
import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Who belongs to a conversation, a few seconds old at most.
final class FindMembers {
    /// Who was removed or blocked is told so much longer at most.
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    /// Conversations in which something goes on; beyond it the least used is looked up again.
    private static final int MAX_REMEMBERED = 50_000;

    /// Look-ups at once. One more fails at once, so that a slow store gathers none here.
    static final int MAX_LOOKUPS = 256;

    private final MemberStore store;
    private final ExecutorService executor;
    private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);
    private final AsyncCache<ConversationId, Members> remembered;

    /// @param executor where the store is waited for
    FindMembers(MemberStore store, ExecutorService executor, Ticker ticker) {
        this.store = store;
        this.executor = executor;
        this.remembered = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .buildAsync();
    }

    /// Never blocks. Fails with [UnavailableException] when the store does not answer; that is not remembered.
    CompletableFuture<Members> of(ConversationId conversation) {
        return remembered.get(conversation, (asked, unused) -> ask(asked));
    }

    private CompletableFuture<Members> ask(ConversationId conversation) {
        if (!lookups.tryAcquire()) {
            return CompletableFuture.failedFuture(new UnavailableException("members: too many look-ups at once", null));
        }
        try {
            return CompletableFuture.supplyAsync(() -> store.now(conversation), executor)
                    .whenComplete((members, failure) -> lookups.release());
        } catch (RejectedExecutionException stopping) {
            lookups.release();
            return CompletableFuture.failedFuture(new UnavailableException("members: this server stops", stopping));
        }
    }
}
