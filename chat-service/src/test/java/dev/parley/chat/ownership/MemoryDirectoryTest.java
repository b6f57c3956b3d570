package dev.parley.chat.ownership;

import java.time.Duration;

class MemoryDirectoryTest extends DirectoryContract {
    private long nowMs;
    private final MemoryDirectory directory = new MemoryDirectory(() -> nowMs);

    @Override
    Directory directory() {
        return directory;
    }

    @Override
    void drain(String server) {
        directory.drain(server);
    }

    @Override
    void pass(Duration time) {
        nowMs += time.toMillis();
    }
}
