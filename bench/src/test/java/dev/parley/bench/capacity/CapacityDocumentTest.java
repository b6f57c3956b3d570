package dev.parley.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The documents' tables are what the model gives. When one differs, the message has the table to put there.
class CapacityDocumentTest {
    private static final Path DOCS = Path.of(System.getProperty("parley.root", ".."), "docs");

    @Test
    void capacityHasTheInputs() throws IOException {
        assertThat(read("capacity.md")).contains(CapacityTables.inputs());
    }

    @Test
    void capacityHasTheFormulas() throws IOException {
        assertThat(read("capacity.md")).contains(CapacityTables.formulas());
    }

    @Test
    void operationsHasTheSizes() throws IOException {
        assertThat(read("operations.md")).contains(CapacityTables.sizes());
    }

    private static String read(String document) throws IOException {
        return Files.readString(DOCS.resolve(document));
    }
}
