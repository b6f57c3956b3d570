package dev.parley.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final List<ConversationId.Direct> conversations = IntStream.rangeClosed(2, 5)
            .mapToObj(other -> ConversationId.direct(new UserId(1), new UserId(other)))
            .toList();
    private final History.Shelf shelf = new History.Shelf(conversations, 100);

    @Test
    void aPlaceAnywhereHasAFullPageBeforeItAndComesAgainForItsSeedOnly() {
        Set<Long> places = new HashSet<>();
        Set<ConversationId> visited = new HashSet<>();
        for (int number = 0; number < 2_000; number++) {
            History.Place place = shelf.anywhere(number, 1);
            assertThat(place.before()).isBetween(51L, 101L);
            assertThat(shelf.anywhere(number, 1)).isEqualTo(place);
            places.add(place.before());
            visited.add(place.conversation());
        }
        assertThat(places).hasSize(51);
        assertThat(visited).hasSize(4);
        assertThat(IntStream.range(0, 100)
                        .mapToObj(number -> shelf.anywhere(number, 2))
                        .toList())
                .isNotEqualTo(IntStream.range(0, 100)
                        .mapToObj(number -> shelf.anywhere(number, 1))
                        .toList());
    }

    @Test
    void theNewestPagesAreThoseOfEachConversationInTurn() {
        assertThat(shelf.newest(1)).isEqualTo(new History.Place(conversations.get(1), 101));
        assertThat(shelf.newest(5)).isEqualTo(shelf.newest(1));
    }
}
