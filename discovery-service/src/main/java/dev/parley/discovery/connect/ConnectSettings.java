package dev.parley.discovery.connect;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The keys shared with the chat servers.
///
/// @param keys Base64, the first signs; see [dev.parley.contracts.ticket.TicketKeys]
@ConfigurationProperties("parley.ticket")
record ConnectSettings(List<String> keys) {
    ConnectSettings {
        keys = List.copyOf(keys);
    }

    /// Without the keys.
    @Override
    public String toString() {
        return "ConnectSettings[" + keys.size() + " keys]";
    }
}
