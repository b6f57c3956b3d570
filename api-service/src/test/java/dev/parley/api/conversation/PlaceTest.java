package dev.parley.api.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final ConversationId.Group GROUP = new ConversationId.Group(21);
    private static final ConversationId TALK = ConversationId.direct(new UserId(1), new UserId(2));

    @Test
    void laterChangesSortAfterEarlierOnes() {
        Place place = new Place(1, 5, GROUP);
        assertThat(place).isLessThan(new Place(1, 6, TALK)).isLessThan(new Place(2, 0, TALK));
        assertThat(place).isGreaterThan(new Place(1, 5, TALK)).isLessThan(Place.unheardOf(GROUP));
    }

    @Test
    void textIsReadBack() {
        for (Place place : List.of(new Place(1, 5, GROUP), new Place(7, 0, TALK), Place.unheardOf(GROUP))) {
            assertThat(Place.parse(place.text())).contains(place);
        }
    }

    @Test
    void otherTextsAreNoPlaces() {
        for (String text :
                List.of("", ".", "..", "1.2", "1.2.", "1.2.x", "x.2.g.21", "1.x.g.21", "99999999999.2.g.21")) {
            assertThat(Place.parse(text)).as(text).isEmpty();
        }
    }
}
