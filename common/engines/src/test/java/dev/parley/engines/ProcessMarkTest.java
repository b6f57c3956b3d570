package dev.parley.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessMarkTest {
    @Test
    void markOfARunningProcessStaysTheSame() {
        ProcessMark mark = ProcessMark.of(ProcessHandle.current()).orElseThrow();
        assertThat(ProcessMark.of(mark.pid())).contains(mark);
        assertThat(mark.process()).contains(ProcessHandle.current());
    }

    @Test
    void anotherStartIsAnotherProcess() {
        ProcessMark mark = ProcessMark.of(ProcessHandle.current()).orElseThrow();
        assertThat(new ProcessMark(mark.pid(), mark.start() + "0").process()).isEmpty();
    }

    @Test
    void startTickIsFoundBehindACommandWithSpacesAndParentheses() {
        String stat = "4242 (my) proc (x)) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 777 20 21";
        assertThat(ProcessMark.startTick(stat)).isEqualTo("777");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new ProcessMark(0, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProcessMark(1, "a b")).isInstanceOf(IllegalArgumentException.class);
    }
}
