package dev.parley.discovery.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.contracts.id.UserId;
import dev.parley.discovery.region.Regions.Wish;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegionsTest {
    private static final UserId ALICE = new UserId(1L << 22);

    private final Regions regions = new Regions(List.of("eu", "us", "ap"));

    @Test
    void withoutAWishTheFirstRegionServes() {
        assertThat(regions.of(ALICE, Wish.NONE)).isEqualTo("eu");
    }

    @Test
    void aWishedRegionServes() {
        assertThat(regions.of(ALICE, new Wish(Optional.of("ap"), Optional.of("us"))))
                .isEqualTo("ap");
    }

    @Test
    void aHintCountsWhereNothingIsWished() {
        assertThat(regions.of(ALICE, new Wish(Optional.empty(), Optional.of("us"))))
                .isEqualTo("us");
    }

    @Test
    void aWishForARegionThatIsGoneIsNoMistake() {
        assertThat(regions.of(ALICE, new Wish(Optional.of("mars"), Optional.empty())))
                .isEqualTo("eu");
    }

    @Test
    void noRegionAtAllOrOneTwiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Regions(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Regions(List.of("eu", " ")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Regions(List.of("eu", "eu")));
    }
}
