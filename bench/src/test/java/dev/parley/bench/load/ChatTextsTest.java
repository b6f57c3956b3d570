package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatTextsTest {
    private final List<String> texts = ChatTexts.make(5_000, 1);

    @Test
    void theyAreAsLongAsPeoplesAndHardlyEverAlike() {
        assertThat(texts.stream().mapToInt(String::length).average().orElseThrow())
                .isBetween(30.0, 70.0);
        assertThat(texts).noneMatch(String::isBlank).allMatch(text -> text.length() < 600);
        assertThat(new HashSet<>(texts).size()).isGreaterThan(4_000);
    }

    @Test
    void theyStandInJsonAsTheyAre() {
        assertThat(texts).noneMatch(text -> text.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' '));
    }

    @Test
    void oneSeedMakesThemAgain() {
        assertThat(ChatTexts.make(5_000, 1)).isEqualTo(texts);
        assertThat(ChatTexts.make(5_000, 2)).isNotEqualTo(texts);
    }
}
