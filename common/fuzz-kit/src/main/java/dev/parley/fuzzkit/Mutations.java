package dev.parley.fuzzkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/// Inputs made of others by one to four small changes. The same seed makes the same ones.
final class Mutations {
    private static final int MAX_CHANGES = 4;
    private static final int MAX_CUT = 8;

    /// What parsers of text, JSON, numbers and addresses trip over.
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            ".",
            "-",
            "+",
            "%",
            "\\",
            "\\u",
            "\\ud800",
            "\0",
            "\u00e9",
            "\uFEFF",
            "\uD83D\uDE00",
            "null",
            "true",
            "1e999",
            "00",
            "-1",
            "9".repeat(40),
            "9223372036854775807",
            "-1000000000-01-01T00:00:00Z",
            "[".repeat(600),
            "{\"a\":".repeat(600));

    private final List<byte[]> from;
    private final Random random;

    Mutations(Collection<byte[]> from, long seed) {
        this.from = List.copyOf(from);
        this.random = new Random(seed);
    }

    byte[] next() {
        byte[] input = from.get(random.nextInt(from.size()));
        for (int changes = random.nextInt(1, MAX_CHANGES + 1); changes > 0; changes--) {
            input = changed(input);
        }
        return input;
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(input, at);
            case 1 -> spliced(input, at, at, new byte[] {(byte) random.nextInt(256)});
            case 2 -> spliced(input, at, Math.min(input.length, at + random.nextInt(1, MAX_CUT)), new byte[0]);
            case 3 -> spliced(input, at, at, piece());
            case 4 -> spliced(input, at, Math.min(input.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            default -> {
                byte[] other = from.get(random.nextInt(from.size()));
                int start = random.nextInt(other.length + 1);
                yield spliced(input, at, at, Arrays.copyOfRange(other, start, random.nextInt(start, other.length + 1)));
            }
        };
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        out.writeBytes(middle);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}
