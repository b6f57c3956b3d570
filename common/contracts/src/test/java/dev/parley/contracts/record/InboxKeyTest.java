package dev.parley.contracts.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.id.UserId;
import org.junit.jupiter.api.Test;

class InboxKeyTest {
    @Test
    void aKeyIsReadAsItWasWritten() throws Exception {
        assertThat(InboxRecords.user(InboxRecords.key(new UserId(7)))).isEqualTo(new UserId(7));
    }

    /// The loop passes over unreadable records only; anything else stops the slot.
    @Test
    void aKeyOfNobodyIsUnreadable() {
        for (byte[] key : new byte[][] {{}, {7}, new byte[8], {-1, 0, 0, 0, 0, 0, 0, 0}}) {
            assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> InboxRecords.user(key));
        }
    }
}
