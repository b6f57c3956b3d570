package dev.parley.notification.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.PushRequests;
import dev.parley.notification.support.ManualClock;
import dev.parley.notification.support.MemoryAddressStore;
import dev.parley.notification.support.MemoryOutstandingStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptRequestsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryAddressStore addresses = new MemoryAddressStore();
    private final AcceptRequests requests = new AcceptRequests(
            addresses,
            new MemoryOutstandingStore(addresses),
            ListDevices.REGISTERED,
            new RequestMetrics(meters),
            new ManualClock(Instant.EPOCH));

    @Test
    void whatNoVersionOfOursWroteIsPassedOver() {
        byte[] request = PushRequests.encode(
                new PushRequest.Withdraw(new UserId(1L << 22), ConversationId.parse("g.8388608"), 7, 0));
        requests.accept(List.of(
                new AcceptRequests.Received("no request".getBytes(StandardCharsets.UTF_8), ""),
                new AcceptRequests.Received(request, "")));
        assertThat(count("notification.requests.unreadable")).isEqualTo(1.0);
        assertThat(count("notification.requests.seen")).isEqualTo(1.0);
    }

    private double count(String name) {
        return meters.counter(name).count();
    }
}
