package dev.parley.client.conversation;

import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whom the application watches. A server forgets it with the connection, so each one is told anew.
final class Watched {
    private final Set<UserId> users = new LinkedHashSet<>();
    /// What the current connection was not told yet.
    private final Set<UserId> added = new LinkedHashSet<>();

    private final Set<UserId> removed = new LinkedHashSet<>();

    void add(Collection<UserId> more) {
        for (UserId user : more) {
            if (users.add(user) && !removed.remove(user)) {
                added.add(user);
            }
        }
    }

    void remove(Collection<UserId> fewer) {
        for (UserId user : fewer) {
            if (users.remove(user) && !added.remove(user)) {
                removed.add(user);
            }
        }
    }

    boolean has(UserId user) {
        return users.contains(user);
    }

    /// A new connection knows nothing.
    void forgetConnection() {
        removed.clear();
        added.clear();
        added.addAll(users);
    }

    /// What the connection is to be told now; those that leave first, to make room.
    List<ClientFrame> frames() {
        List<ClientFrame> frames = new ArrayList<>();
        parts(removed).forEach(part -> frames.add(new ClientFrame.Unwatch(part)));
        parts(added).forEach(part -> frames.add(new ClientFrame.Watch(part)));
        removed.clear();
        added.clear();
        return frames;
    }

    private static List<List<UserId>> parts(Set<UserId> users) {
        List<UserId> all = List.copyOf(users);
        List<List<UserId>> parts = new ArrayList<>();
        for (int start = 0; start < all.size(); start += ClientFrame.MAX_WATCHED) {
            parts.add(all.subList(start, Math.min(start + ClientFrame.MAX_WATCHED, all.size())));
        }
        return parts;
    }
}
