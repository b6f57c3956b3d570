package dev.parley.client.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Standard input and output, for pipes.
final class PlainScreen implements Screen {
    private final Surroundings surroundings;

    PlainScreen(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public @Nullable String readLine(String prompt) {
        try {
            return surroundings.in().readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public synchronized void print(String lines) {
        surroundings.out().println(lines);
        surroundings.out().flush();
    }

    @Override
    public void note(String lines) {
        print(lines);
    }

    @Override
    public void close() {}
}
