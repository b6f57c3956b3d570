package dev.parley.chat.edge;

import dev.parley.chat.inbox.Connection;
import dev.parley.chat.presence.Lives;
import dev.parley.chat.presence.SignOfLife;
import dev.parley.chat.watch.Watches;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what the edge says of lives and watches.
final class FakePresence implements Lives, Watches {
    final Map<UserId, SignOfLife> alive = new ConcurrentHashMap<>();
    final List<UserId> watched = new CopyOnWriteArrayList<>();
    final List<Connection> gone = new CopyOnWriteArrayList<>();
    volatile int max = 200;

    @Override
    public void opened(UserId user, SignOfLife connection) {
        alive.put(user, connection);
    }

    @Override
    public void closed(UserId user, SignOfLife connection) {
        alive.remove(user, connection);
    }

    @Override
    public boolean watch(Connection connection, List<UserId> users) {
        if (watched.size() + users.size() > max) {
            return false;
        }
        watched.addAll(users);
        return true;
    }

    @Override
    public void unwatch(Connection connection, List<UserId> users) {
        watched.removeAll(users);
    }

    @Override
    public void forgotten() {}

    @Override
    public void gone(Connection connection) {
        gone.add(connection);
    }
}
