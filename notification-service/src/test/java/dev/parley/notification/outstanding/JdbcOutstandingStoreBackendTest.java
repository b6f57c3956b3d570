package dev.parley.notification.outstanding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.address.AddressStores;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.Target;
import dev.parley.notification.support.PushDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcOutstandingStoreBackendTest extends OutstandingStoreContract {
    private final PushDatabase database = new PushDatabase();
    private final AddressStore addresses = AddressStores.in(database);
    private final JdbcOutstandingStore store =
            new JdbcOutstandingStore(database.jdbc(), database.batches(), database.transaction());

    @Test
    void instancesThatTakeAtTheSameTimeNeverTakeTheSame() throws Exception {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        UserId user = new UserId(1L << 22);
        DeviceId device = new DeviceId(3L << 22);
        addresses.put(user, device, new Target.Fcm("x"), now);
        Set<Place> places = LongStream.rangeClosed(1, 400)
                .mapToObj(it -> new Place(device, new ConversationId.Group(it << 22)))
                .collect(Collectors.toSet());
        store.change(places, Set.of(), now, (place, before) -> before.ask(ring(user, place), now, ""));

        Queue<Place> taken = new ConcurrentLinkedQueue<>();
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                instances.execute(() -> {
                    List<Taken> some;
                    do {
                        some = store.take(Provider.FCM, now, Duration.ofMinutes(1), 7);
                        some.forEach(it -> taken.add(it.place()));
                    } while (!some.isEmpty());
                });
            }
        }
        assertThat(taken).hasSize(400).doesNotHaveDuplicates();
    }

    private static PushRequest.Ring ring(UserId user, Place place) {
        return new PushRequest.Ring(
                user, place.conversation(), 1, new MessageId(5L << 22), user, 1, 1, Mute.NONE, Set.of(), "");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    AddressStore addresses() {
        return addresses;
    }

    @Override
    OutstandingStore store() {
        return store;
    }
}
