package dev.parley.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.admission.TicketGate.Verdict;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TicketGateTest {
    private static final SessionId SESSION = new SessionId(7);
    private static final UserId ALICE = new UserId(7);
    private static final DeviceId PHONE = new DeviceId(71);
    private static final TicketKeys KEYS = new TicketKeys(List.of("cGFybGV5LXRlc3Qta2V5LXBhcmxleS10ZXN0LWtleS0wMDE="));
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final TicketGate gate = new TicketGate(KEYS, "chat-1", clock, 3, 2);
    private final AtomicInteger returnIds = new AtomicInteger();
    private final ReturnTickets returns =
            new ReturnTickets(KEYS, "chat-1", Duration.ofMinutes(15), () -> "r-" + returnIds.incrementAndGet(), clock);

    @Test
    void aGoodTicketIsAdmittedOnce() {
        Ticket ticket = ticket("t-1", 60);
        assertThat(gate.check(hello(ticket))).isEqualTo(new Verdict.Admitted(ticket));
        assertThat(gate.check(hello(ticket))).isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_USED));
        now.set(START.plusSeconds(59));
        assertThat(gate.check(hello(ticket))).isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_USED));
        now.set(START.plusSeconds(60));
        assertThat(gate.check(hello(ticket))).isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_EXPIRED));
    }

    @Test
    void aTicketOfAnotherDeviceOrServerIsForeignAndNotUsedUp() {
        Ticket ticket = ticket("t-1", 60);
        assertThat(gate.check(new ClientFrame.Hello(KEYS.sign(ticket), new DeviceId(72), null)))
                .isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_FOREIGN));
        Ticket elsewhere = new Ticket("t-2", ALICE, PHONE, SESSION, "chat-2", START.plusSeconds(60));
        assertThat(gate.check(hello(elsewhere))).isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_FOREIGN));
        assertThat(gate.check(hello(ticket))).isEqualTo(new Verdict.Admitted(ticket));
    }

    @Test
    void withNoRoomToRememberNoTicketIsTakenUntilSomeExpire() {
        gate.check(hello(ticket("t-1", 60)));
        gate.check(hello(ticket("t-2", 10)));
        gate.check(hello(ticket("t-3", 60)));
        Ticket fourth = ticket("t-4", 60);
        assertThat(gate.check(hello(fourth))).isEqualTo(new Verdict.Rejected(ErrorCode.RETRY));
        assertThat(gate.check(hello(ticket("t-1", 60)))).isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_USED));
        now.set(START.plusSeconds(10));
        assertThat(gate.check(hello(fourth))).isEqualTo(new Verdict.Admitted(fourth));
    }

    @Test
    void aTicketForComingBackOpensOnceHereForItsDeviceUntilItExpires() {
        String first = returns.sign(ALICE, PHONE, SESSION).ticket();
        String second = returns.sign(ALICE, PHONE, SESSION).ticket();
        TicketGate other = new TicketGate(KEYS, "chat-2", clock);

        assertThat(other.check(hello(first))).isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_FOREIGN));
        assertThat(gate.check(new ClientFrame.Hello(first, new DeviceId(72), null)))
                .isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_FOREIGN));
        assertThat(gate.check(hello(first)))
                .isEqualTo(new Verdict.Admitted(
                        new Ticket("r-1", ALICE, PHONE, SESSION, "chat-1", START.plusSeconds(15 * 60), true)));
        now.set(START.plusSeconds(15 * 60 - 1));
        assertThat(gate.check(hello(first))).isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_USED));
        now.set(START.plusSeconds(15 * 60));
        assertThat(gate.check(hello(second))).isEqualTo(new Verdict.Rejected(ErrorCode.TICKET_EXPIRED));
    }

    @Test
    void whoComesBackInALoopTakesNoRoomFromOthers() {
        assertThat(gate.check(hello(returns.sign(ALICE, PHONE, SESSION).ticket())))
                .isInstanceOf(Verdict.Admitted.class);
        assertThat(gate.check(hello(returns.sign(ALICE, PHONE, SESSION).ticket())))
                .isInstanceOf(Verdict.Admitted.class);
        assertThat(gate.check(hello(returns.sign(ALICE, PHONE, SESSION).ticket())))
                .isEqualTo(new Verdict.Rejected(ErrorCode.RETRY));
        Ticket asked = ticket("t-1", 60);
        assertThat(gate.check(hello(asked))).isEqualTo(new Verdict.Admitted(asked));
    }

    private static ClientFrame.Hello hello(String ticket) {
        return new ClientFrame.Hello(ticket, PHONE, null);
    }

    private static ClientFrame.Hello hello(Ticket ticket) {
        return new ClientFrame.Hello(KEYS.sign(ticket), PHONE, null);
    }

    private static Ticket ticket(String id, int seconds) {
        return new Ticket(id, ALICE, PHONE, SESSION, "chat-1", START.plusSeconds(seconds));
    }
}
