package dev.parley.contracts.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketKeysTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Ticket TICKET =
            new Ticket("t", new UserId(7), new DeviceId(71), new SessionId(72), "chat-1", NOW.plusSeconds(60));

    private static final String OLD = "b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtb2xkLW9sZC0wMDAx";
    private static final String NEW = "bmV3LW5ldy1uZXctbmV3LW5ldy1uZXctbmV3LW5ldy0wMDAx";

    /// docs/operations.md says to change keys in these steps; during each, processes of two steps run side by side.
    @Test
    void keysAreChangedInStepsOfWhichNeighboursUnderstandEachOther() {
        List<List<String>> steps = List.of(List.of(OLD), List.of(OLD, NEW), List.of(NEW, OLD), List.of(NEW));
        for (int step = 1; step < steps.size(); step++) {
            TicketKeys before = new TicketKeys(steps.get(step - 1));
            TicketKeys after = new TicketKeys(steps.get(step));
            assertThat(after.check(before.sign(TICKET), NOW)).isEqualTo(new TicketKeys.Checked.Good(TICKET));
            assertThat(before.check(after.sign(TICKET), NOW)).isEqualTo(new TicketKeys.Checked.Good(TICKET));
        }
    }

    @Test
    void aStepLeftOutIsNoticed() {
        TicketKeys before = new TicketKeys(List.of(OLD));
        TicketKeys after = new TicketKeys(List.of(NEW, OLD));
        assertThat(before.check(after.sign(TICKET), NOW))
                .isEqualTo(new TicketKeys.Checked.Bad(ErrorCode.TICKET_INVALID));
    }

    @Test
    void aKeyThatWasTakenAwayOpensNothing() {
        assertThat(new TicketKeys(List.of(NEW)).check(new TicketKeys(List.of(OLD)).sign(TICKET), NOW))
                .isEqualTo(new TicketKeys.Checked.Bad(ErrorCode.TICKET_INVALID));
    }
}
