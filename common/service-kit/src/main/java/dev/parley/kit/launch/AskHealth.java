package dev.parley.kit.launch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/// Asks a health address once and says the answer by its exit code: 0 for a 200, 1 for everything else. For health
/// checks inside images, which have no shell and no curl. The JDK's old client: the new one takes a second to load.
public final class AskHealth {
    private static final Duration BOUND = Duration.ofSeconds(3);

    private AskHealth() {}

    /// @param arguments the address
    public static void main(String[] arguments) {
        System.exit(isHealthy(URI.create(arguments[0])) ? 0 : 1);
    }

    static boolean isHealthy(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(Math.toIntExact(BOUND.toMillis()));
            connection.setReadTimeout(Math.toIntExact(BOUND.toMillis()));
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
