package dev.parley.bench.scene;

import dev.parley.bench.load.Person;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Signs tickets as discovery does: thousands of connections need no thousands of logins.
final class Tickets {
    /// A key of the bench's own, which its servers are given. Protects nothing.
    static final String KEY = "cGFybGV5LWJlbmNoLW9ubHktdGlja2V0LWtleS0wMDAwMDAx";

    private static final Duration LIFE = Duration.ofMinutes(2);

    private final TicketKeys keys = new TicketKeys(List.of(KEY));
    /// Generators are processes, and no two of them may give the same ticket to a server.
    private final String series = "bench-" + UUID.randomUUID() + "-";

    private final AtomicLong number = new AtomicLong();

    String of(Person person, String server) {
        return keys.sign(new Ticket(
                series + number.incrementAndGet(),
                person.user(),
                person.device(),
                new SessionId(person.device().value()),
                server,
                Instant.now().plus(LIFE)));
    }
}
