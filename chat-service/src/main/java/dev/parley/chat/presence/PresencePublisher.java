package dev.parley.chat.presence;

import dev.parley.contracts.event.PresenceChanges;
import java.util.concurrent.CompletionStage;

/// Says who came and who went. Never blocks; the stage fails if nobody took it.
public interface PresencePublisher {
    CompletionStage<Void> publish(PresenceChanges changes);
}
