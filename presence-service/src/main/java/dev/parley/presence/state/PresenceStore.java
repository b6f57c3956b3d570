package dev.parley.presence.state;

import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is here. Methods block for a bounded time and throw [StoreAwayException] if there is no answer.
public interface PresenceStore {
    /// How it stands with these users, whoever asks; with one whom nobody knows, as with one who was never here.
    Map<UserId, Presence> states(Collection<UserId> users);

    /// How many slots the region has; 0 while no chat server has said so.
    int slots();

    /// Slots whose users some chat server answers for. In no other is anyone online.
    Set<Integer> leased();

    /// Users of a slot that are online, or were when its lease ran out.
    List<UserId> online(int slot);
}
