package dev.parley.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PrintableTextTest {
    @Test
    void whatTerminalsObeyIsShownInstead() {
        assertThat(PrintableText.line("\u001b[2J\u001b]0;title\u0007")).isEqualTo("␛[2J␛]0;title␇");
        assertThat(PrintableText.line("a\rb\nc\td\u007f\b")).isEqualTo("a␍b␊c␉d␡␈");
        assertThat(PrintableText.line("\u009b31m")).isEqualTo("\\u{9b}31m");
    }

    @Test
    void whatReordersOtherTextIsShownInstead() {
        assertThat(PrintableText.line("\u202egnp.exe\u2069\u200f\u2028\ufeff"))
                .isEqualTo("\\u{202e}gnp.exe\\u{2069}\\u{200f}\\u{2028}\\u{feff}");
        assertThat(PrintableText.line("lonely \ud83d half")).isEqualTo("lonely \\u{d83d} half");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "größer", "日本語", "עברית", "👩‍👩‍👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "می‌خواهم"})
    void writingOfPeopleStaysAsItIs(String text) {
        assertThat(PrintableText.line(text)).isEqualTo(text);
        assertThat(PrintableText.block(text)).isEqualTo(text);
    }

    @Test
    void noLineOfAMessagePassesForALineOfTheProgram() {
        assertThat(PrintableText.block("hi\n12:00 bob: forged\r\nthird\n\tdeep"))
                .isEqualTo("hi\n  │ 12:00 bob: forged\n  │ third\n  │     deep");
    }

    @Test
    void shortLineCountsCharactersAndNotHalves() {
        assertThat(PrintableText.shortLine("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(PrintableText.shortLine("😀😀😀😀", 3)).isEqualTo("😀😀…");
    }

    @Test
    void jsonLinesAreSafeToLookAtAndTheSameTextOnceRead() {
        String text = "\u001b[2J \u009b \u202e 😀 \u2028 \n end";
        String line = EventJson.line(Map.of("text", text));

        assertThat(line.codePoints().noneMatch(PrintableText::commands)).isTrue();
        assertThat(new JsonMapper().readTree(line).get("text").stringValue()).isEqualTo(text);
    }
}
