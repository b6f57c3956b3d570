package dev.parley.chat.ownership;

import dev.parley.chat.inbox.Farewell;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.share.GroupShare;
import dev.parley.contracts.directory.SlotTable;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;

/// The real hand-over of one server, for worlds of tests outside of this package, which have no directory.
///
/// @param share its part in the group
/// @param farewell takes the clients of slots that leave
public record TestHandOver(GroupShare share, Farewell farewell) {
    /// @param clientsPerSecond pace of the clients that are sent away
    public static TestHandOver of(String server, OwnedSlots slots, int clientsPerSecond, Ticker ticker) {
        Owners owners = new Owners(() -> new SlotTable(Map.of(), Map.of()), slots.total());
        HandOverSlots real = new HandOverSlots(
                new ServerSettings(server, "ws://test/{id}", "", "", 100, Duration.ofSeconds(2), Duration.ofMinutes(1)),
                new HandoverSettings(clientsPerSecond, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                slots,
                () -> 0,
                owners,
                (user, device) -> owners.ownerOf(user).map(owner -> new ServerFrame.Moved(owner.url(), "ticket")),
                new HandoverMetrics(new SimpleMeterRegistry()),
                ticker);
        return new TestHandOver(real, real);
    }
}
