package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.ChatTexts;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageTest {
    @Test
    void theFloorIsTheWholeCompressedStream() {
        List<String> texts = ChatTexts.make(2_000, 1);
        int plain = texts.stream().mapToInt(String::length).sum();

        // As well as texts of people do, and no better: more would make the floor unfair.
        assertThat(Storage.compressedBytes(texts)).isBetween(plain / 4, plain * 2 / 3);
        assertThat(Storage.compressedBytes(Collections.nCopies(2_000, texts.getFirst())))
                .isLessThan(200);
    }
}
