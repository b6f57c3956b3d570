package dev.parley.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A change of one source file that breaks a promise. Kept as the lines of a diff; indentation does not count.
///
/// @param name what the program does wrong with it
/// @param file from the root of the checkout
/// @param lines that stand in the file exactly once
/// @param instead of them
record DeliberateBug(String name, String file, List<String> lines, List<String> instead) {
    DeliberateBug {
        lines = List.copyOf(lines);
        instead = List.copyOf(instead);
        if (name.isEmpty() || file.isEmpty() || lines.isEmpty()) {
            throw new IllegalArgumentException("a bug has a name, a file and lines that it replaces: " + name);
        }
    }

    /// @param text for each bug a line `== name`, a line with the file, lines with `-` or `+` in front
    static List<DeliberateBug> parse(String text) {
        List<DeliberateBug> bugs = new ArrayList<>();
        for (String block : text.split("(?m)^== ")) {
            List<String> rows = block.strip().lines().toList();
            if (rows.size() > 1) {
                bugs.add(new DeliberateBug(rows.get(0), rows.get(1), marked(rows, '-'), marked(rows, '+')));
            }
        }
        return bugs;
    }

    private static List<String> marked(List<String> rows, char mark) {
        return rows.stream()
                .filter(row -> !row.isEmpty() && row.charAt(0) == mark)
                .map(row -> row.substring(1).strip())
                .toList();
    }

    /// The source with the bug in it.
    ///
    /// @throws IllegalStateException if the lines do not stand in the file, or more than once
    String in(Path root) throws IOException {
        List<String> source = Files.readAllLines(root.resolve(file));
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + lines.size() <= source.size(); at++) {
            if (source.subList(at, at + lines.size()).stream()
                    .map(String::strip)
                    .toList()
                    .equals(lines)) {
                places.add(at);
            }
        }
        if (places.size() != 1) {
            throw new IllegalStateException(
                    "\"" + name + "\" is stale: its lines stand " + places.size() + " times in " + file);
        }
        List<String> changed = new ArrayList<>(source.subList(0, places.getFirst()));
        changed.addAll(instead);
        changed.addAll(source.subList(places.getFirst() + lines.size(), source.size()));
        return String.join("\n", changed);
    }

    @Override
    public String toString() {
        return name;
    }
}
