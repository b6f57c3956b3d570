package dev.parley.chat.ownership;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.SlotTable;
import java.time.Duration;
import java.util.Set;

/// The region's directory of chat servers and slots. Methods block and throw [DirectoryAwayException] when it does
/// not answer in time: nothing
/// is lost then, the next announcement repairs everything.
interface Directory {
    /// Says that this server lives, for `life`, and owns the slots. A slot claimed by a living server with a higher
    /// generation stays theirs.
    void announce(ChatServer server, Duration life, Set<Integer> slots, long generation);

    /// Says that this server is gone.
    void leave(String serverId);

    SlotTable read();

    /// Whether operators want this server drained: it is to give its slots away and go on running. Forgotten with the
    /// directory.
    boolean isToDrain(String serverId);
}
