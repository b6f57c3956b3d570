package dev.parley.chat.edge;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.time.Ticker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/// Asks the API service, `GET /internal/users/{id}`: 200 for one that exists, 404 for one that does not.
final class HttpUserDirectory implements UserDirectory, AutoCloseable {
    /// Users remembered to exist. Beyond it the least used is asked for again.
    private static final int MAX_REMEMBERED = 200_000;

    /// A user who does not exist may be created any moment.
    private static final Duration REMEMBER_NO = Duration.ofSeconds(5);

    private static final Duration REMEMBER_YES = Duration.ofHours(12);

    /// Questions at once. One more fails at once, so that a slow API service does not gather them here.
    private static final int MAX_QUESTIONS = 256;

    private final URI users;
    private final Duration timeout;
    private final HttpClient http;
    private final Semaphore questions = new Semaphore(MAX_QUESTIONS);
    private final AsyncCache<UserId, Boolean> answers;

    /// @param api base address of the API service
    /// @param timeout for connecting, and for one answer
    HttpUserDirectory(URI api, Duration timeout, Ticker ticker) {
        this.users = URI.create(api.toString().replaceAll("/+$", "") + "/internal/users/");
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
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

    private CompletableFuture<Boolean> ask(UserId user) {
        if (!questions.tryAcquire()) {
            return CompletableFuture.failedFuture(unavailable(new IllegalStateException("too many questions at once")));
        }
        HttpRequest request = HttpRequest.newBuilder(users.resolve(user.toString()))
                .timeout(timeout)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).handle((response, failure) -> {
            questions.release();
            if (failure != null) {
                throw unavailable(failure);
            }
            return switch (response.statusCode()) {
                case 200 -> true;
                case 404 -> false;
                default -> throw unavailable(new IllegalStateException("answered " + response.statusCode()));
            };
        });
    }

    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException("the API service can't tell whether a user exists", cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
