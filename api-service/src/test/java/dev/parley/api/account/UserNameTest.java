package dev.parley.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UserNameTest {
    @Test
    void upperCaseCountsAsLowerCase() {
        assertThat(UserName.of("Alice.B-2_x")).contains(new UserName("alice.b-2_x"));
    }

    @Test
    void otherCharactersAndLengthsAreNoNames() {
        for (String text : List.of("", "ab", "x".repeat(33), "a b", "a@b", "ümlaut", "abc\n", "İstanbul", "ＡＬＩ")) {
            assertThat(UserName.of(text)).as(text).isEmpty();
        }
    }
}
