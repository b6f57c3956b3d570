package dev.parley.chat.watch;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.record.PresenceMessages;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.services.ServiceCaller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/// [PresenceClient] over HTTP, as [PresenceMessages] says.
final class HttpPresenceClient implements PresenceClient, AutoCloseable {
    private final URI watch;
    private final Duration timeout;
    private final ServiceCaller caller;
    private final HttpClient http;

    /// @param presence base address of presence-service
    /// @param timeout for connecting, and for one answer
    HttpPresenceClient(URI presence, Duration timeout, ServiceCaller caller) {
        this.watch = URI.create(presence.toString().replaceAll("/+$", "") + PresenceMessages.WATCH_PATH);
        this.timeout = timeout;
        this.caller = caller;
        this.http = caller.client().connectTimeout(timeout).build();
    }

    @Override
    public List<List<Presence>> watch(List<Watch> watches) {
        HttpRequest request = caller.request(watch)
                .timeout(timeout)
                .header("content-type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(PresenceMessages.encodeWatches(watches)))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw unavailable(new IllegalStateException("answered " + response.statusCode()));
            }
            return PresenceMessages.decodeStates(response.body());
        } catch (IOException | UnreadableRecordException failure) {
            throw unavailable(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw unavailable(stop);
        }
    }

    private static UnavailableException unavailable(Throwable cause) {
        return new UnavailableException("presence-service", cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
