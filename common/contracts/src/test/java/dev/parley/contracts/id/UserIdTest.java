package dev.parley.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {
    @Test
    void listsAreReadAsTheyWereWritten() {
        assertThat(UserId.list(List.of(new UserId(7), new UserId(12)))).isEqualTo("7,12");
        assertThat(UserId.parseList("7,12\n")).containsExactlyInAnyOrder(new UserId(7), new UserId(12));
        assertThat(UserId.list(Set.of())).isEmpty();
        assertThat(UserId.parseList("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "7,", "7,,8", "7, 8", "x", "7;8"})
    void otherTextsAreNoLists(String text) {
        assertThatThrownBy(() -> UserId.parseList(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
