package dev.parley.chat.edge;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.CalledService;
import dev.parley.kit.services.ServiceAnswer;
import dev.parley.kit.services.ServiceAwayException;
import dev.parley.kit.services.ServiceCaller;
import dev.parley.kit.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Asks the API service, `GET /internal/users/existing?users=1,2`: those of them who exist, with commas between.
///
/// One request is under way at a time; questions that come meanwhile go together with the next. So a question costs
/// less the more there are, and an API service that has just started meets one connection of each chat server where
/// hundreds would keep it from answering any.
final class HttpUserDirectory implements UserDirectory, AutoCloseable {
    /// Users remembered to exist. Beyond it the least used is asked for again.
    private static final int MAX_REMEMBERED = 200_000;

    /// A user who does not exist may be created any moment.
    private static final Duration REMEMBER_NO = Duration.ofSeconds(5);

    private static final Duration REMEMBER_YES = Duration.ofHours(12);

    /// In one request, as the API service allows.
    private static final int MAX_USERS = 200;

    /// Questions that wait. One more fails at once, so that a slow API service does not gather them here.
    private static final int MAX_WAITING = 4_096;

    private final CalledService api;
    private final AsyncCache<UserId, Boolean> answers;

    /// Guards `asking`, too.
    private final Queue<Question> waiting = new ArrayDeque<>();

    private boolean asking;

    private record Question(UserId user, CompletableFuture<Boolean> answer) {}

    /// @param api base address of the API service
    /// @param timeout for connecting, and for one answer; a question behind another may take twice that
    HttpUserDirectory(URI api, Duration timeout, ServiceCaller caller, Ticker ticker) {
        this.api = caller.at(api, timeout);
        this.answers = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .maximumSize(MAX_REMEMBERED)
                .expireAfter(Expiry.<UserId, Boolean>creating((user, exists) -> exists ? REMEMBER_YES : REMEMBER_NO))
                .buildAsync();
    }

    @Override
    public CompletionStage<Boolean> exists(UserId user) {
        return answers.get(user, (asked, executor) -> ask(asked));
    }

    @Override
    public CompletionStage<Boolean> existsNow(UserId user) {
        return ask(user);
    }

    @Override
    public void remember(UserId user) {
        answers.put(user, CompletableFuture.completedFuture(true));
    }

    private CompletableFuture<Boolean> ask(UserId user) {
        Question question = new Question(user, new CompletableFuture<>());
        synchronized (waiting) {
            if (waiting.size() == MAX_WAITING) {
                return CompletableFuture.failedFuture(unavailable("too many questions at once", null));
            }
            waiting.add(question);
        }
        askNext();
        return question.answer();
    }

    private void askNext() {
        List<Question> together = new ArrayList<>();
        synchronized (waiting) {
            if (asking || waiting.isEmpty()) {
                return;
            }
            asking = true;
            while (together.size() < MAX_USERS && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
        }
        String users = UserId.list(together.stream().map(Question::user).toList());
        api.getLater("/internal/users/existing?users=" + users).whenComplete((answer, failure) -> {
            synchronized (waiting) {
                asking = false;
            }
            askNext();
            settle(together, answer, failure);
        });
    }

    private static void settle(List<Question> together, @Nullable ServiceAnswer answer, @Nullable Throwable failure) {
        Set<UserId> found;
        try {
            found = found(answer, failure);
        } catch (UnavailableException away) {
            together.forEach(question -> question.answer().completeExceptionally(away));
            return;
        }
        together.forEach(question -> question.answer().complete(found.contains(question.user())));
    }

    private static Set<UserId> found(@Nullable ServiceAnswer answer, @Nullable Throwable failure) {
        if (answer == null) {
            throw unavailable("no answer", failure);
        }
        try {
            return answer.ok().readText(UserId::parseList);
        } catch (ServiceAwayException away) {
            throw unavailable("no answer that helps", away);
        }
    }

    private static UnavailableException unavailable(String why, @Nullable Throwable cause) {
        return new UnavailableException("the API service can't tell whether a user exists: " + why, cause);
    }

    @Override
    public void close() {
        api.close();
    }
}
