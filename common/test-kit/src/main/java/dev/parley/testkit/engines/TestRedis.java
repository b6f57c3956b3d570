package dev.parley.testkit.engines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Hands out the numbered databases of one Redis in turn, emptied. The counter is kept in Redis itself, so test
/// JVMs that use the
/// same Redis do not meet.
final class TestRedis {
    /// Number 0 holds the counter. The embedded Redis has 256 databases, a container's 16.
    private static final int FIRST = 1;

    private TestRedis() {}

    static String freshDatabase(String url) {
        URI address = URI.create(url);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            int turn = number(ask(socket, answers, "INCR parley-test-databases"));
            int databases = configured(socket, answers);
            int database = FIRST + turn % (databases - FIRST);
            ask(socket, answers, "SELECT " + database);
            ask(socket, answers, "FLUSHDB");
            return "redis://" + address.getHost() + ":" + address.getPort() + "/" + database;
        } catch (IOException e) {
            throw new IllegalStateException("No Redis database for a test", e);
        }
    }

    private static int configured(Socket socket, BufferedReader answers) throws IOException {
        ask(socket, answers, "CONFIG GET databases");
        String last = "";
        for (int i = 0; i < 4; i++) { // Length and text of the name, length and text of the value.
            last = line(answers.readLine());
        }
        return Integer.parseInt(last);
    }

    /// One inline command and the first line of its answer.
    private static String ask(Socket socket, BufferedReader answers, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return line(answers.readLine());
    }

    private static int number(String integerReply) {
        return Integer.parseInt(integerReply.substring(1));
    }

    private static String line(@Nullable String line) throws IOException {
        if (line == null || line.startsWith("-")) {
            throw new IOException("Redis answered " + line);
        }
        return line;
    }
}
