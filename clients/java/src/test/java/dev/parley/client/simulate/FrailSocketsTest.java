package dev.parley.client.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.client.connection.SocketClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrailSocketsTest {
    private static final URI SERVER = URI.create("ws://localhost:1/");

    /// What the far end was told, and what the near end heard.
    private final List<String> told = new CopyOnWriteArrayList<>();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<SocketClient.Listener> farEnd = new CompletableFuture<>();
    private final FrailSockets frail = new FrailSockets(this::openFarEnd, Duration.ofMillis(10));
    private final SocketClient.Socket socket = frail.open(SERVER, new SocketClient.Listener() {
        @Override
        public void opened() {
            heard.add("opened");
        }

        @Override
        public void received(String frame) {
            heard.add(frame);
        }

        @Override
        public void pong() {
            heard.add("pong");
        }

        @Override
        public void gone() {
            heard.add("gone");
        }
    });

    private SocketClient.Socket openFarEnd(URI url, SocketClient.Listener listener) {
        farEnd.complete(listener);
        return new SocketClient.Socket() {
            @Override
            public void write(String frame) {
                told.add(frame);
            }

            @Override
            public void ping() {
                told.add("ping");
            }

            @Override
            public void next() {}

            @Override
            public CompletableFuture<?> close() {
                told.add("close");
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    private SocketClient.Listener far() {
        return farEnd.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void close() {
        frail.close();
    }

    @Test
    void framesKeepTheirOrderInBothDirections() {
        List<String> frames =
                IntStream.range(0, 100).mapToObj(Integer::toString).toList();

        far().opened();
        frames.forEach(frame -> {
            socket.write(frame);
            far().received(frame);
        });

        await().untilAsserted(() -> assertThat(told).isEqualTo(frames));
        await().untilAsserted(() ->
                assertThat(heard).startsWith("opened").endsWith("99").hasSize(101));
        assertThat(heard.subList(1, heard.size())).isEqualTo(frames);
    }

    @Test
    void aBreakIsToldOnceAndEndsBothDirections() {
        far().opened();
        await().until(() -> heard.contains("opened"));

        frail.breakOff();
        frail.breakOff();
        await().until(() -> heard.contains("gone"));
        far().received("too late");
        far().gone();
        socket.write("too late, too");
        socket.close().orTimeout(10, TimeUnit.SECONDS).join();

        assertThat(heard).containsExactly("opened", "gone");
        assertThat(told).doesNotContain("too late, too").contains("close");
    }

    @Test
    void whoClosesHearsNothingMoreAndIsHeardToTheEnd() {
        far().opened();
        await().until(() -> heard.contains("opened"));

        socket.write("the last words");
        socket.close().orTimeout(10, TimeUnit.SECONDS).join();
        far().received("too late");
        far().gone();
        frail.breakOff();

        assertThat(told).containsExactly("the last words", "close");
        assertThat(heard).containsExactly("opened");
    }
}
