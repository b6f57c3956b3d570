package dev.parley.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordTest {
    @Test
    void keyboardsThatComposeDifferentlyGiveTheSamePassword() {
        assertThat(Password.of("cafe\u0301 au lait")).isEqualTo(Password.of("caf\u00e9 au lait"));
    }

    @Test
    void lengthCountsCodePoints() {
        assertThat(Password.of("🦊".repeat(8))).isPresent();
        assertThat(Password.of("🦊".repeat(7))).isEmpty();
        assertThat(Password.of("x".repeat(256))).isPresent();
        assertThat(Password.of("x".repeat(257))).isEmpty();
        assertThat(Password.of("half a \ud83e one")).isEmpty();
    }

    @Test
    void passwordIsNeverShown() {
        assertThat(new Password("correct horse")).hasToString("Password[]");
    }
}
