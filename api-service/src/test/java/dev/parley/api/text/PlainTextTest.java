package dev.parley.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void lengthsCountCodePointsOfWhatIsKept() {
        assertThat(PlainText.isPlain("🦊".repeat(64), 1, 64, false)).isTrue();
        assertThat(PlainText.isPlain("🦊".repeat(65), 1, 64, false)).isFalse();
        assertThat(PlainText.isPlain("  x  ", 1, 1, false)).isTrue();
        assertThat(PlainText.isPlain("  ", 1, 64, false)).isFalse();
        assertThat(PlainText.isPlain("  ", 0, 64, false)).isTrue();
    }

    @Test
    void sameLooksAreKeptTheSame() {
        assertThat(PlainText.tidy(" e\u0301 ")).isEqualTo("\u00e9");
        assertThat(PlainText.searchKey("\uff21\uff4c\uff49")).isEqualTo("ali");
        assertThat(PlainText.searchKey("ÀLI")).isEqualTo("àli");
    }

    @Test
    void whatPeopleCannotSeeIsRefused() {
        for (String text :
                List.of("a\u0000b", "a\nb", "a\u2028b", "a\u202eb", "a\u2066b", "a\ud800b", "\udc00", "a\u0007")) {
            assertThat(PlainText.isPlain(text, 1, 64, false)).as(text).isFalse();
        }
        assertThat(PlainText.isPlain("a\nb\tc", 1, 64, true)).isTrue();
        assertThat(PlainText.isPlain("a\u0000b", 1, 64, true)).isFalse();
        assertThat(PlainText.isPlain("family 👩‍👩‍👧 ❤️", 1, 64, false)).isTrue();
    }
}
