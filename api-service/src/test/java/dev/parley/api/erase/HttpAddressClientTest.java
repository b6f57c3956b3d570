package dev.parley.api.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.ServiceCaller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpAddressClientTest {
    private static final UserId ALICE = new UserId(7);

    private final FakeNotification notification = new FakeNotification();
    private final HttpAddressClient client = new HttpAddressClient(
            notification.url(), Duration.ofSeconds(20), new ServiceCaller("notification-service", () -> "token"));

    @AfterEach
    void stop() {
        client.close();
        notification.close();
    }

    @Test
    void theCountIsTold() {
        notification.answer(200, "{\"removed\": 2}");
        assertThat(client.removeAll(ALICE)).isEqualTo(2);
        assertThat(notification.asked()).containsExactly("DELETE /internal/users/7/addresses");
    }

    @Test
    void whateverElseIsAnsweredIsNoAnswer() {
        for (String nonsense : List.of("", "{", "[]", "{}", "{\"removed\": \"2\"}")) {
            notification.answer(200, nonsense);
            assertThatThrownBy(() -> client.removeAll(ALICE)).as(nonsense).isInstanceOf(UnavailableException.class);
        }
        notification.answer(503, "{\"removed\": 2}");
        assertThatThrownBy(() -> client.removeAll(ALICE)).isInstanceOf(UnavailableException.class);
        notification.close();
        assertThatThrownBy(() -> client.removeAll(ALICE)).isInstanceOf(UnavailableException.class);
    }
}
