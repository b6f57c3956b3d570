package dev.parley.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void nextTokenIsOfTheSameFamilyAndDiffers() {
        RefreshToken first = RefreshToken.first(random);
        RefreshToken next = first.next(random);
        assertThat(next.familyHash()).isEqualTo(first.familyHash());
        assertThat(next.ownHash()).isNotEqualTo(first.ownHash());
        assertThat(RefreshToken.first(random).familyHash()).isNotEqualTo(first.familyHash());
    }

    @Test
    void textIsReadBack() {
        RefreshToken token = RefreshToken.first(random);
        assertThat(token.text()).hasSize(43);
        assertThat(RefreshToken.parse(token.text())).hasValueSatisfying(read -> {
            assertThat(read.familyHash()).isEqualTo(token.familyHash());
            assertThat(read.ownHash()).isEqualTo(token.ownHash());
        });
        assertThat(token).hasToString("RefreshToken[]");
    }

    @Test
    void otherTextsAreNoTokens() {
        for (String text : List.of("", "a", "ä", "A".repeat(42), "A".repeat(44), "A".repeat(43) + "\n")) {
            assertThat(RefreshToken.parse(text)).as(text).isEmpty();
        }
    }
}
