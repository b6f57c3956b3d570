package dev.parley.client.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// A terminal with a line being edited at the bottom.
final class JlineScreen implements Screen {
    private final Terminal terminal;
    private final LineReader reader;
    private volatile List<String> words = List.of();

    JlineScreen() {
        try {
            terminal = TerminalBuilder.builder()
                    .name("parley")
                    .system(true)
                    .encoding(StandardCharsets.UTF_8)
                    .build();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        DefaultParser asTyped = new DefaultParser();
        asTyped.setQuoteChars(new char[0]);
        asTyped.setEscapeChars(new char[0]);
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(asTyped)
                .completer((line, typed, candidates) -> words.forEach(word -> candidates.add(new Candidate(word))))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                // What was typed comes back as a message, with its time and tick.
                .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                .build();
    }

    @Override
    public @Nullable String readLine(String prompt) {
        try {
            return reader.readLine(prompt);
        } catch (UserInterruptException interrupted) {
            // Ctrl-C throws away what was typed; on an empty line it ends the program.
            return interrupted.getPartialLine().isEmpty() ? null : "";
        } catch (EndOfFileException end) {
            return null;
        }
    }

    @Override
    public synchronized void print(String lines) {
        reader.printAbove(lines);
    }

    @Override
    public synchronized void note(String lines) {
        reader.printAbove(new AttributedString(lines, AttributedStyle.DEFAULT.faint()));
    }

    @Override
    public void suggest(List<String> wordsNow) {
        words = List.copyOf(wordsNow);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
