package dev.parley.chat.watch;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.record.PresenceMessages;
import dev.parley.kit.services.CalledService;
import dev.parley.kit.services.ServiceAwayException;
import dev.parley.kit.services.ServiceCaller;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// [PresenceClient] over HTTP, as [PresenceMessages] says.
final class HttpPresenceClient implements PresenceClient, AutoCloseable {
    private final CalledService presence;

    /// @param presence base address of presence-service
    /// @param timeout for connecting, and for one answer
    HttpPresenceClient(URI presence, Duration timeout, ServiceCaller caller) {
        this.presence = caller.at(presence, timeout);
    }

    @Override
    public List<List<Presence>> watch(List<Watch> watches) {
        try {
            return presence.post(PresenceMessages.WATCH_PATH, PresenceMessages.encodeWatches(watches))
                    .ok()
                    .readRecord(PresenceMessages::decodeStates);
        } catch (ServiceAwayException away) {
            throw new UnavailableException("presence-service", away);
        }
    }

    @Override
    public void close() {
        presence.close();
    }
}
