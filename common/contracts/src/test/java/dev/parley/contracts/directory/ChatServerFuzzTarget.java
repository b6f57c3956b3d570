package dev.parley.contracts.directory;

import dev.parley.fuzzkit.FuzzTarget;

/// Entries of the directory in Redis.
public final class ChatServerFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "chat-servers";
    }

    @Override
    public String promise() {
        return "a server or nothing, and what is written is read again";
    }

    @Override
    public void hold(byte[] input) {
        ChatServerJson.read(FuzzTarget.text(input))
                .ifPresent(server -> FuzzTarget.requireEqual(
                        server,
                        ChatServerJson.read(ChatServerJson.write(server)).orElseThrow()));
    }
}
