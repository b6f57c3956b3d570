package dev.parley.client.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.Text;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who they are and what they say.
class PartTest {
    private static final int LONGEST_DISPLAY_NAME = 64;

    @Test
    void everyoneHasANameOfTheirOwnThatAServerTakes() {
        List<Part> parts = Part.first(Options.MOST_USERS);

        assertThat(parts)
                .extracting(Part::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9_.-]{3,32}"));
        assertThat(parts)
                .extracting(Part::displayName)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.codePointCount(0, name.length()) <= LONGEST_DISPLAY_NAME);
    }

    @Test
    void theFirstAreTheSameInEveryRun() {
        assertThat(Part.first(20).subList(0, 5)).isEqualTo(Part.first(5));
    }

    @Test
    void evenAFewSpeakSeveralLanguagesAndOneIsSlow() {
        assertThat(Part.first(6).stream().map(Part::language).distinct()).hasSizeGreaterThan(4);
        assertThat(Part.first(6)).anyMatch(Part::isSlow).anyMatch(Part::writesFirst);
        assertThat(Part.first(6).stream().map(Part::displayName)).anyMatch(PartTest::isRightToLeft);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSaidCanBeSent(Language language) {
        SplittableRandom random = new SplittableRandom(1);

        assertThat(Stream.concat(
                        language.all().stream(),
                        Stream.generate(() -> language.saying(random)).limit(200)))
                .allMatch(text -> Text.problem(text).isEmpty());
    }

    @Test
    void someOfItIsLongAndSomeRunsFromRightToLeft() {
        assertThat(Language.ENGLISH.letter(new SplittableRandom(1)).length()).isGreaterThan(200);
        assertThat(Language.ARABIC.all()).anyMatch(PartTest::isRightToLeft);
        assertThat(Language.HEBREW.all()).anyMatch(PartTest::isRightToLeft);
    }

    private static boolean isRightToLeft(String text) {
        byte first = Character.getDirectionality(text.codePointAt(0));
        return first == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || first == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
