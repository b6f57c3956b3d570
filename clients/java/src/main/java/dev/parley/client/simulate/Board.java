package dev.parley.client.simulate;

import dev.parley.client.terminal.PrintableText;
import java.io.PrintStream;

/// What is told to the one who sits there: sentences, and a line of progress that a terminal shows in one place.
/// Safe for several threads.
final class Board {
    private static final String WIPE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean isTerminal;
    private String progress = "";

    Board(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    boolean isTerminal() {
        return isTerminal;
    }

    synchronized void say(String sentence) {
        out.println((isTerminal ? WIPE : "") + PrintableText.line(sentence));
        if (isTerminal) {
            out.print(progress);
        }
        out.flush();
    }

    synchronized void progress(String line) {
        progress = line;
        if (isTerminal) {
            out.print(WIPE + line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    /// Nothing is shown in one place any more.
    synchronized void end() {
        progress = "";
        if (isTerminal) {
            out.print(WIPE);
            out.flush();
        }
    }
}
