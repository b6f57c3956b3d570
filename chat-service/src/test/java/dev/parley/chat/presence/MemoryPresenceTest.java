package dev.parley.chat.presence;

class MemoryPresenceTest extends PresenceStoreContract {
    private final MemoryPresence presence = new MemoryPresence(() -> 0);

    @Override
    PresenceStore store(String holder) {
        return presence.of(holder);
    }

    @Override
    void flush() {
        presence.flush();
    }
}
