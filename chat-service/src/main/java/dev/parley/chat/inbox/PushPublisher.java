package dev.parley.chat.inbox;

import dev.parley.contracts.event.PushRequest;
import java.util.concurrent.CompletionStage;

/// Asks the notification service to ring a phone.
public interface PushPublisher {
    /// Appends durably. Does not block for the answer; never gives up by itself.
    CompletionStage<Void> publish(PushRequest request);
}
