package dev.parley.bench.floor;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who hears whom. On the one event loop.
final class Rooms {
    private final Map<String, Room> rooms = new HashMap<>();

    /// One conversation.
    static final class Room {
        private final List<Channel> members = new ArrayList<>();
        private long seq;

        List<Channel> members() {
            return members;
        }

        long nextSeq() {
            return ++seq;
        }

        long seq() {
            return seq;
        }
    }

    Room of(String conversation) {
        return rooms.computeIfAbsent(conversation, _ -> new Room());
    }
}
