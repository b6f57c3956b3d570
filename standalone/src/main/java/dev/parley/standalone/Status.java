package dev.parley.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

/// Asks every service for its health.
final class Status {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /// @return whether all are well
    boolean say(Ports ports, Home home, Terminal terminal) {
        if (home.owner().isEmpty()) {
            terminal.plain("Parley does not run here. ./parley up starts it.");
            return false;
        }
        terminal.plain("Parley runs as process " + home.owner().orElseThrow());
        boolean well = true;
        for (Service service : Service.all(ports)) {
            String health = health(Ports.url(service.port()).resolve("/actuator/health"));
            well &= health.equals("well");
            terminal.plain(String.format(Locale.ROOT, "  %-12s %s", service.name(), health));
        }
        return well;
    }

    private String health(URI uri) {
        try {
            HttpResponse<Void> response = http.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding());
            return response.statusCode() == 200 ? "well" : "not well: " + uri + " answers " + response.statusCode();
        } catch (IOException e) {
            return "does not answer on port " + uri.getPort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "not asked";
        }
    }
}
