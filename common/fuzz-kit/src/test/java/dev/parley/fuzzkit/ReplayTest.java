package dev.parley.fuzzkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

class ReplayTest {
    /// Numbers with commas between. Careless: an empty number is not refused but falls out as an exception nobody
    /// documented, a long one comes back as another, and brackets are followed without end.
    private record Careless(String name, Bug bug) implements FuzzTarget {
        @Override
        public String promise() {
            return "what is read is written as it was";
        }

        @Override
        public void hold(byte[] input) {
            String text = FuzzTarget.text(input);
            switch (bug) {
                case NONE -> FuzzTarget.require(text.length() <= input.length, "no longer than its bytes");
                case THROWS -> {
                    if (text.contains(",,")) {
                        throw new ArithmeticException("an empty number");
                    }
                }
                case CHANGES -> FuzzTarget.requireEqual(text, text.replace("00", "0"));
                case RECURSES -> FuzzTarget.require(depth(text, 0) >= 0, "a depth");
            }
        }

        private static int depth(String text, int at) {
            return text.contains("[[") ? 1 + depth(text, at + 1) : at;
        }
    }

    private enum Bug {
        NONE,
        THROWS,
        CHANGES,
        RECURSES
    }

    @Test
    void aCarefulParserIsGreen() {
        assertThat(tests("kit-numbers", Bug.NONE))
                .allSatisfy(
                        test -> assertThatCode(test.getExecutable()::execute).doesNotThrowAnyException());
    }

    @Test
    void aKeptInputThatBreaksThePromiseIsNamedWithItsBytes() {
        assertThatThrownBy(tests("kit-found", Bug.THROWS).getFirst().getExecutable()::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("kit-found")
                .hasMessageContaining("empty-number")
                .hasMessageContaining("MSwsMg==")
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void mutationsFindWhatNoKeptInputShows() throws Throwable {
        for (Bug bug : List.of(Bug.THROWS, Bug.CHANGES, Bug.RECURSES)) {
            List<DynamicTest> tests = tests("kit-numbers", bug);
            tests.getFirst().getExecutable().execute();
            assertThatThrownBy(tests.getLast().getExecutable()::execute)
                    .as(bug.name())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("mutation");
        }
    }

    @Test
    void aTargetWithoutCorpusIsRed() {
        assertThatThrownBy(tests("kit-nothing", Bug.NONE).getFirst().getExecutable()::execute)
                .hasMessageContaining("src/test/resources/corpus/kit-nothing");
    }

    private static List<DynamicTest> tests(String corpus, Bug bug) {
        return Replay.of(List.of(new Careless(corpus, bug))).toList();
    }
}
