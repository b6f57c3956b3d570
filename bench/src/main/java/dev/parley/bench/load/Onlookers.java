package dev.parley.bench.load;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// People who watch others come and leave: how long it takes until one of them is told.
///
/// Public methods are for other threads than the loop's.
public final class Onlookers {
    /// By one connection.
    public static final int MOST_WATCHED = 200;

    /// Of all of a user's devices; then the user is offline.
    private static final long SILENCE_NANOS = 30_000_000_000L;

    private static final byte[] USER = Bytes.of("\"userId\":\"");
    private static final byte[] ONLINE = Bytes.of("\"online\":");

    private final Map<String, Member> coming;
    private final Map<String, Member> leaving;
    private final Latencies online = new Latencies();
    private final Latencies offline = new Latencies();
    private long tooEarly;

    /// @param coming who will say hello
    /// @param leaving who is online and will not be heard from again
    public Onlookers(List<Member> coming, List<Member> leaving) {
        this.coming = byId(coming);
        this.leaving = byId(leaving);
    }

    private static Map<String, Member> byId(List<Member> members) {
        return new HashMap<>(members.stream().collect(Collectors.toMap(Onlookers::id, member -> member)));
    }

    private static String id(Member member) {
        return Long.toString(member.person().user().value());
    }

    /// Has each of the crowd watch a part of them.
    public void watch(Loop loop, Crowd by) {
        loop.run(() -> {
            by.look(this::presence);
            List<Member> watchers = by.members();
            for (int i = 0; i < watchers.size(); i++) {
                watchers.get(i).write(Bytes.of("{\"type\":\"watch\",\"userIds\":[" + part(i, watchers.size()) + "]}"));
            }
        });
    }

    /// Ids in quotes: of both kinds every n-th.
    private String part(int i, int n) {
        return List.of(coming, leaving).stream()
                .flatMap(kind -> kind.keySet().stream().sorted())
                .filter(id -> Math.floorMod(id.hashCode(), n) == i)
                .map(id -> '"' + id + '"')
                .collect(Collectors.joining(","));
    }

    void presence(byte[] frame, int length, long nanos) {
        for (int at = Bytes.endOf(frame, 0, length, USER); at > 0; at = Bytes.endOf(frame, at, length, USER)) {
            String user = Bytes.text(frame, at, length);
            int state = Bytes.endOf(frame, at, length, ONLINE);
            if (state > 0 && state < length) {
                seen(user, frame[state] == 't', nanos);
            }
        }
    }

    private void seen(String user, boolean isOnline, long nanos) {
        Map<String, Member> waitedFor = isOnline ? coming : leaving;
        Member member = waitedFor.get(user);
        if (member == null || member.helloNanos == 0) {
            return; // Offline as long as nobody came, online as long as nobody left.
        }
        waitedFor.remove(user);
        if (isOnline) {
            online.record(nanos - member.helloNanos);
            return;
        }
        long silent = nanos - member.heardNanos;
        if (silent < SILENCE_NANOS) {
            tooEarly++;
        }
        offline.record(silent - SILENCE_NANOS);
    }

    /// Changes that nobody has been told yet.
    public int waitedFor(Loop loop) {
        return loop.call(() -> coming.size() + leaving.size());
    }

    /// Who was called offline within 30 s after having been heard from.
    public long tooEarly(Loop loop) {
        return loop.call(() -> tooEarly);
    }

    /// From the hello of somebody who comes, and from 30 s after the last sign of life of somebody who has left.
    public Map<String, Double> figures(Loop loop) {
        return loop.call(() -> {
            Map<String, Double> figures = new LinkedHashMap<>(online.figures("toldOnline"));
            figures.putAll(offline.figures("toldOffline"));
            return figures;
        });
    }
}
