package dev.parley.chat.conversation;

import static dev.parley.chat.conversation.Entries.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.id.MessageId;
import org.junit.jupiter.api.Test;

class DedupeTest {
    @Test
    void aNameThatWasUsedAgainStaysKnownWhenItsFirstUseLeaves() {
        Dedupe dedupe = new Dedupe(2, 0);
        KnownSend second = send("again", 2);
        dedupe.remember(send("again", 1));
        dedupe.remember(second);
        dedupe.remember(send("other", 3));

        assertThat(dedupe.find(ALICE, "again", 1)).isEqualTo(new Dedupe.Lookup.Found(second));
    }

    @Test
    void whatHasLeftIsLookedForInTheStore() {
        Dedupe dedupe = new Dedupe(2, 0);
        for (int seq = 1; seq <= 3; seq++) {
            dedupe.remember(send("m" + seq, seq));
        }

        assertThat(dedupe.find(ALICE, "m1", 0)).isEqualTo(new Dedupe.Lookup.Older(0, 1));
        assertThat(dedupe.find(ALICE, "m1", 1)).isEqualTo(new Dedupe.Lookup.Absent());
    }

    private static KnownSend send(String name, long seq) {
        return new KnownSend(ALICE, name, seq, new MessageId(100 + seq));
    }
}
