package dev.parley.chat.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShareRecordsTest {
    private static final URI URL = URI.create("wss://chat.example.org/ws/chat-1");
    private static final SharePlan PLAN = new SharePlan(
            Map.of(0, "chat-1", 1, "chat-2", 3, "chat-1"),
            Map.of("chat-1", URL, "chat-2", URI.create("ws://two"), "chat-3", URI.create("ws://three")),
            true);

    @Test
    void whatIsWrittenIsRead() {
        ShareOffer offer = new ShareOffer("chat-1", URL, 100, 3, 7);

        assertThat(ShareRecords.decodeOffer(ShareRecords.encode(offer))).isEqualTo(offer);
        assertThat(ShareRecords.decodePlan(ShareRecords.encode(PLAN))).isEqualTo(PLAN);
        assertThat(ShareRecords.decodePlan(ShareRecords.encode(SharePlan.NONE))).isEqualTo(SharePlan.NONE);
    }

    @Test
    void whatALaterVersionAddsIsIgnored() {
        ByteBuffer longer = ByteBuffer.allocate(1_000)
                .put(ShareRecords.encode(PLAN))
                .putInt(5)
                .flip();

        assertThat(ShareRecords.decodePlan(longer)).isEqualTo(PLAN);
    }

    @Test
    void bytesOfOthersAreRefused() {
        assertThatThrownBy(() -> ShareRecords.decodeOffer(ByteBuffer.wrap(new byte[] {0, 9, 1})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShareRecords.decodePlan(ByteBuffer.allocate(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
