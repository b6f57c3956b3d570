package dev.parley.bench.capacity;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `./parley capacity`: what so many users take. Exit code 0; 2: usage, or a file that can't be read.
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) {
        if (words.contains("--help") || words.contains("-h")) {
            out.println(usage());
            return 0;
        }
        try {
            Map<Input, Double> given = read(words);
            for (Result result : new Capacity(given).results()) {
                out.printf("%-32s %12s   = %s%n", result.name(), result.text(), result.formula());
            }
            String assumed = Arrays.stream(Input.values())
                    .filter(input -> input.origin() == Input.Origin.ASSUMED && !given.containsKey(input))
                    .map(Input::key)
                    .collect(Collectors.joining(" "));
            if (!assumed.isEmpty()) {
                out.println("assumed, not measured: " + assumed);
            }
            return 0;
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println("./parley capacity --help says what there is.");
            return 2;
        }
    }

    private static Map<Input, Double> read(List<String> words) {
        Map<Input, Double> given = new EnumMap<>(Input.class);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (!seen.add(option)) {
                throw new IllegalArgumentException(option + " stands there twice.");
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(option + " takes a value.");
            }
            if (option.equals("--costs")) {
                readCosts(Path.of(words.get(i + 1)), given);
            } else {
                Input input = wish(option);
                given.put(input, input.parse(words.get(i + 1)));
            }
        }
        return given;
    }

    private static Input wish(String option) {
        Optional<Input> input = option.startsWith("--") ? Input.of(option.substring(2)) : Optional.empty();
        if (input.isEmpty()) {
            throw new IllegalArgumentException("There is no option " + option + ".");
        }
        if (input.get().origin() != Input.Origin.WISH) {
            throw new IllegalArgumentException(option + " is no wish: it stands in the file of --costs.");
        }
        return input.get();
    }

    /// Lines of `name = value`; those that begin with # are remarks.
    private static void readCosts(Path file, Map<Input, Double> given) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("The file of --costs can't be read: " + file + ".", unreadable);
        }
        Set<Input> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = file + ", line " + (i + 1) + ": ";
            String[] parts = line.split("=", -1);
            Input input = Input.of(parts[0].strip())
                    .filter(it -> it.origin() != Input.Origin.WISH)
                    .orElseThrow(() ->
                            new IllegalArgumentException(where + "there is no unit cost '" + parts[0].strip() + "'."));
            if (parts.length != 2 || !seen.add(input)) {
                throw new IllegalArgumentException(where + "one 'name = value' for each unit cost.");
            }
            try {
                given.put(input, input.parse(parts[1].strip()));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(where + wrong.getMessage(), wrong);
            }
        }
    }

    private static String usage() {
        return """
                Usage: ./parley capacity [--dau 50e6] [--NAME NUMBER...] [--costs FILE]
                  --costs  lines of 'name = value' with unit costs that were measured; docs/capacity.md lists them
                Wishes, and what they are if nothing is said:
                """
                + Arrays.stream(Input.values())
                        .filter(input -> input.origin() == Input.Origin.WISH)
                        .map(input ->
                                "  --%-24s %8s  %s".formatted(input.key(), Amount.plain(input.value()), input.what()))
                        .collect(Collectors.joining("\n"));
    }
}
