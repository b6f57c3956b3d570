package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void onlyWhatLiesWithinTheLengthIsCounted() {
        byte[] frame = Bytes.of("\"seq\":1,\"seq\":2,\"seq\":3");
        byte[] seq = Bytes.of("\"seq\":");

        assertThat(Bytes.count(frame, frame.length, seq)).isEqualTo(3);
        assertThat(Bytes.count(frame, 15, seq)).isEqualTo(2);
        assertThat(Bytes.count(frame, 0, seq)).isZero();
    }
}
