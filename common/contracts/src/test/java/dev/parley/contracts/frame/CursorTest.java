package dev.parley.contracts.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final long SEED = 20_260_101L;

    @Test
    void theTextFormIsReadBack() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            Cursor cursor = new Cursor(random.nextInt(), random.nextLong(-1, Long.MAX_VALUE));
            assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
        }
        for (Cursor edge : List.of(
                new Cursor(0, -1),
                new Cursor(0, 0),
                new Cursor(-1, Long.MAX_VALUE - 1),
                new Cursor(Integer.MIN_VALUE, 35))) {
            assertThat(Cursor.parse(edge.text())).isEqualTo(edge);
        }
    }

    @Test
    void itIsShortPlainText() {
        assertThat(new Cursor(0, -1).text()).isEqualTo("0.0");
        assertThat(new Cursor(1, 35).text()).isEqualTo("1.10");
        assertThat(new Cursor(-1, Long.MAX_VALUE - 1).text())
                .hasSizeLessThanOrEqualTo(24)
                .matches("[0-9a-z]+\\.[0-9a-z]+");
    }

    @Test
    void anythingElseIsRefused() {
        for (String text : List.of(
                "", ".", "1", "1.", ".1", "1.-1", "-1.1", "1.1.1", "1.ä", "zzzzzzzz.1", "1." + "z".repeat(30))) {
            assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse(text));
        }
    }
}
