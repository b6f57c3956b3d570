package dev.parley.presence.change;

/// Topic `presence-changes`. Its records get their shape with the service's work.
final class PresenceChanges {
    static final String TOPIC = "presence-changes";

    private PresenceChanges() {}
}
