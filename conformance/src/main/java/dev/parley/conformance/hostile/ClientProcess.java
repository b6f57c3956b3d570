package dev.parley.conformance.hostile;

import dev.parley.conformance.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A client behind an adapter: JSON lines in, JSON lines out. docs/conformance.md says which.
final class ClientProcess implements AutoCloseable {
    private static final long TO_END_S = 5;

    private final Process process;
    private final Writer in;
    private final List<JsonNode> said = new ArrayList<>();
    private boolean ended;

    ClientProcess(List<String> command, URI server) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PARLEY_URL", server.toString());
        builder.environment().put("PARLEY_NAME", "conformance");
        builder.environment().put("PARLEY_PASSWORD", "conformance-password");
        process = builder.start();
        in = process.outputWriter();
        BufferedReader out = process.inputReader();
        Thread.ofVirtual().start(() -> read(out));
    }

    private void read(BufferedReader out) {
        try (out) {
            out.lines().map(Json::read).filter(JsonNode::isObject).forEach(this::say);
        } catch (IOException | RuntimeException gone) {
            // The process is.
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void say(JsonNode line) {
        said.add(line);
        notifyAll();
    }

    void tell(ObjectNode line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    /// All lines so far that are so.
    synchronized List<JsonNode> said(Predicate<JsonNode> wanted) {
        return said.stream().filter(wanted).toList();
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        try (in) {
            tell(Json.of("do", "stop"));
        } catch (IOException gone) {
            // Then it needs no telling.
        }
        try {
            if (!process.waitFor(TO_END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
