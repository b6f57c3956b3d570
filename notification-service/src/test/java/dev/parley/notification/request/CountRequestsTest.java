package dev.parley.notification.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.PushRequests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CountRequestsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountRequests countRequests = new CountRequests(new RequestMetrics(meters));

    @Test
    void aRequestIsCounted() {
        countRequests.take(PushRequests.encode(new PushRequest.Withdraw(
                new UserId(1L << 22), ConversationId.parse("g.8388608"), 7, 0)));
        assertThat(count("notification.requests.seen")).isEqualTo(1.0);
        assertThat(count("notification.requests.unreadable")).isZero();
    }

    @Test
    void whatIsNoRequestIsCountedAndPassedOver() {
        countRequests.take("not a record".getBytes(StandardCharsets.UTF_8));
        assertThat(count("notification.requests.seen")).isZero();
        assertThat(count("notification.requests.unreadable")).isEqualTo(1.0);
    }

    private double count(String name) {
        return meters.counter(name).count();
    }
}
