package dev.parley.kit.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a health address once and says the answer by its exit code: 0 for a 200, 1 for everything else. For health
/// checks inside images, which have no shell and no curl.
public final class AskHealth {
    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final int OK = 200;

    private AskHealth() {}

    /// @param arguments the address
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(isHealthy(URI.create(arguments[0])) ? 0 : 1);
    }

    static boolean isHealthy(URI address) throws InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build()) {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(BOUND).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
