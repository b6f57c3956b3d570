package dev.parley.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `./parley` passes on.
///
/// @param fresh begin without data
/// @param ports where everything listens
record Arguments(Verb verb, boolean fresh, Ports ports) {
    private static final String USAGE = "Usage: up [--fresh] [--ports BASE], down, status.";

    enum Verb {
        UP,
        DOWN,
        STATUS
    }

    /// @throws IllegalArgumentException with the usage when a word is unknown
    static Arguments parse(List<String> words) {
        Deque<String> left = new ArrayDeque<>(words);
        Verb verb = verb(left.pollFirst());
        boolean fresh = false;
        Ports ports = Ports.DEFAULT;
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            if (verb == Verb.UP && word.equals("--fresh")) {
                fresh = true;
            } else if (verb != Verb.DOWN && word.equals("--ports") && !left.isEmpty()) {
                ports = Ports.startingAt(number(left.removeFirst()));
            } else {
                throw new IllegalArgumentException("Unknown: " + word + ". " + USAGE);
            }
        }
        return new Arguments(verb, fresh, ports);
    }

    private static Verb verb(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "up" -> Verb.UP;
            case "down" -> Verb.DOWN;
            case "status" -> Verb.STATUS;
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a port: " + word + ". " + USAGE, e);
        }
    }
}
