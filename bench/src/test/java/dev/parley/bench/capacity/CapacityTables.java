package dev.parley.bench.capacity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tables that documents have of the model.
final class CapacityTables {
    private static final List<Double> SIZES = List.of(1e5, 1e6, 50e6);

    private CapacityTables() {}

    static String inputs() {
        return "| input | value | | what |\n|---|---|---|---|\n"
                + Arrays.stream(Input.values())
                        .map(input -> "| `%s` | %s | %s | %s |\n"
                                .formatted(
                                        input.key(),
                                        Amount.plain(input.value()),
                                        input.origin().word(),
                                        input.what()))
                        .collect(Collectors.joining());
    }

    static String formulas() {
        return "| result | formula | for 50 million |\n|---|---|---|\n"
                + new Capacity(Map.of())
                        .results().stream()
                                .map(result ->
                                        "| %s | %s | %s |\n".formatted(result.name(), result.formula(), result.text()))
                                .collect(Collectors.joining());
    }

    static String sizes() {
        List<List<Result>> columns = SIZES.stream()
                .map(users -> new Capacity(Map.of(Input.DAU, users)).results())
                .toList();
        StringBuilder table =
                new StringBuilder("| users a day | 100,000 | 1 million | 50 million |\n|---|---|---|---|\n");
        for (int row = 0; row < columns.getFirst().size(); row++) {
            int line = row;
            table.append("| ")
                    .append(columns.getFirst().get(row).name())
                    .append(columns.stream()
                            .map(column -> " | " + column.get(line).text())
                            .collect(Collectors.joining()))
                    .append(" |\n");
        }
        return table.toString();
    }
}
