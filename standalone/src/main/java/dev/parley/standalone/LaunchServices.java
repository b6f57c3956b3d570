package dev.parley.standalone;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Starts services, two at a time: one after the other leaves a third of two processors idle, since each waits for
/// its own connections; more at a time only take the processors from each other.
final class LaunchServices {
    private static final int AT_ONCE = 2;

    private LaunchServices() {}

    /// Returns when all have started.
    ///
    /// @throws RuntimeException the first failure, at once; others may still be starting then
    static void all(List<Service> services, Consumer<Service> launch) {
        ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().name("launch-", 1).factory());
        CompletionService<Service> launched = new ExecutorCompletionService<>(threads);
        services.forEach(service -> launched.submit(() -> launch.accept(service), service));
        threads.shutdown();
        try {
            for (int i = 0; i < services.size(); i++) {
                launched.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting services", e);
        }
    }
}
