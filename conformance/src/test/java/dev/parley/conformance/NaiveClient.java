package dev.parley.conformance;

import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.HttpCalls;
import dev.parley.conformance.wire.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one writes in an afternoon: shows what comes as it comes, comes back at once, with the ticket for it if there
/// is
/// one, and sends once.
final class NaiveClient {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final URI server = URI.create(Objects.requireNonNull(System.getenv("PARLEY_URL")));
    private final HttpCalls http = new HttpCalls(server);
    private volatile @Nullable WebSocket socket;
    private volatile @Nullable String wayBack;
    private @Nullable URI url;

    private NaiveClient() {}

    public static void main(String[] words) throws Exception {
        NaiveClient client = new NaiveClient();
        Thread.ofVirtual().start(client::stayConnected);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode told = Json.read(line);
                WebSocket open = client.socket;
                if (Json.text(told, "do").equals("send") && open != null) {
                    open.sendText(send(told).toString(), true).join();
                }
            }
        }
        System.exit(0);
    }

    private static JsonNode send(JsonNode told) {
        return Json.of(
                "type",
                "send",
                "clientMessageId",
                Json.text(told, "key") + "." + NAMES.incrementAndGet(),
                "conversationId",
                Json.text(told, "conversationId"),
                "text",
                Json.text(told, "text"),
                "afterSeq",
                0);
    }

    private void stayConnected() {
        while (true) {
            try {
                connect();
            } catch (RuntimeException | InterruptedException again) {
                // At once.
            }
        }
    }

    private void connect() throws InterruptedException {
        Answer login = http.json("POST", "/v1/auth/login", Json.of(), null);
        String ticket = wayBack;
        if (ticket == null) {
            Answer place = http.get("/v1/connect", Json.text(login.json(), "accessToken"));
            ticket = Json.text(place.json(), "ticket");
            url = URI.create(Json.text(place.json(), "url"));
        }
        CountDownLatch end = new CountDownLatch(1);
        WebSocket open = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(Objects.requireNonNull(url), new Listening(end))
                .join();
        open.sendText(
                        Json.of("type", "hello", "ticket", ticket, "deviceId", Json.text(login.json(), "deviceId"))
                                .toString(),
                        true)
                .join();
        socket = open;
        end.await();
    }

    private final class Listening implements WebSocket.Listener {
        private final CountDownLatch end;
        private final StringBuilder frame = new StringBuilder();

        Listening(CountDownLatch end) {
            this.end = end;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                show(Json.read(frame.toString()));
                frame.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void show(JsonNode received) {
            if (Json.text(received, "type").equals("return")) {
                wayBack = Json.text(received, "ticket");
            }
            if (Json.text(received, "type").equals("event")) {
                System.out.println(Json.of("event", Json.of("seq", Json.number(received, "seq"))));
                String name = Json.text(received, "clientMessageId");
                if (Json.text(received, "author").equals("101")) {
                    String key = name.substring(0, name.lastIndexOf('.'));
                    System.out.println(Json.of("sent", Json.of("key", key, "seq", Json.number(received, "seq"))));
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end.countDown();
        }
    }
}
