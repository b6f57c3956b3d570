package dev.parley.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.account.Session;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.conversation.Positions;
import dev.parley.client.event.Head;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [ClientStore] keeps.
abstract class ClientStoreContract {
    private static final ConversationId CHAT = ConversationId.direct(new UserId(1), new UserId(2));

    /// A store; asked again, one that sees what the first saved.
    abstract ClientStore store();

    @Test
    void newStoreHasNothing() {
        assertThat(store().session()).isEmpty();
        assertThat(store().positions()).isEqualTo(Positions.NONE);
        assertThat(store().outbox()).isEmpty();
    }

    @Test
    void whatWasSavedIsThereAgain() {
        Session session = new Session(new UserId(1), new DeviceId(2), "access", "refresh");
        Positions positions = new Positions(
                new Cursor(1, 5),
                List.of(new Positions.Position(new Head(CHAT, 9, 4, 3, 0, Mute.FOREVER), 7, 5, Mute.NONE)));
        List<PendingSend> outbox = List.of(
                new PendingSend("c-1", CHAT, "with \"quotes\" and 😀", 9),
                new PendingSend("c-2", CHAT, "later", PendingSend.NOT_TRIED));

        store().save(session);
        store().save(positions);
        store().save(outbox);

        assertThat(store().session()).contains(session);
        assertThat(store().positions()).isEqualTo(positions);
        assertThat(store().outbox()).isEqualTo(outbox);
    }

    @Test
    void laterSavesReplaceEarlierOnes() {
        store().save(List.of(new PendingSend("c-1", CHAT, "text", 9)));
        store().save(List.of());
        store().save(new Positions(new Cursor(1, 5), List.of()));
        store().save(Positions.NONE);

        assertThat(store().outbox()).isEmpty();
        assertThat(store().positions()).isEqualTo(Positions.NONE);
    }
}
