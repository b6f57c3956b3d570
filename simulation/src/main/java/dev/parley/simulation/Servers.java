package dev.parley.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chat servers that run now, what is done to them, and what dead ones still have under way.
final class Servers {
    private static final int COUNT = 3;
    private static final int MAX_SERVED = 4;

    private final World world;
    private final @Nullable Server[] running = new Server[COUNT];
    private final List<Deque<Producer.Append>> late = new ArrayList<>();
    private int lives;
    private int kills;

    Servers(World world) {
        this.world = world;
        for (int i = 0; i < COUNT; i++) {
            start(i);
        }
    }

    int kills() {
        return kills;
    }

    private void start(int index) {
        lives++;
        Server server = new Server(world, "chat-" + index + "." + lives, index);
        running[index] = server;
        server.note(() -> "starts");
    }

    List<Stamps> clocks() {
        List<Stamps> clocks = new ArrayList<>();
        for (Server server : running) {
            if (server != null) {
                clocks.add(server.stamps());
            }
        }
        return clocks;
    }

    // Work.

    /// One turn of one thread of one server.
    void runAny() {
        Server server = running[world.fate().below(COUNT)];
        if (server != null) {
            run(server);
        }
    }

    /// One turn of one of its threads.
    void run(Server server) {
        if (!server.runs()) {
            return;
        }
        switch (world.fate().below(8)) {
            case 0 -> pollLog(server);
            case 1 -> poll(world.inbox(), server.inbox());
            case 2 -> background(server);
            case 3 -> produce(server);
            case 4 -> server.lookWhoIsHere();
            default -> serve(server);
        }
    }

    /// An event loop seldom does one thing in a turn.
    private void serve(Server server) {
        int left = 1 + world.fate().below(MAX_SERVED);
        while (left > 0 && server.runs() && server.serve()) {
            left--;
        }
    }

    /// One turn of each thread of each server.
    ///
    /// @return whether there was anything to do
    boolean runAll() {
        boolean moved = false;
        while (!late.isEmpty()) {
            landOneLate();
            moved = true;
        }
        for (int i = 0; i < COUNT; i++) {
            mend(i);
            Server server = running[i];
            if (server != null && server.runs()) {
                moved |= runAllOf(server);
            }
        }
        return moved;
    }

    /// One turn of each thread of each server, as they are.
    void runAllThatRun() {
        for (Server server : running) {
            if (server != null && server.runs()) {
                runAllOf(server);
            }
        }
    }

    /// One turn of each of its threads.
    ///
    /// @return whether there was anything to do
    private boolean runAllOf(Server server) {
        boolean moved = pollLog(server);
        moved |= poll(world.inbox(), server.inbox());
        moved |= background(server);
        moved |= produce(server);
        moved |= server.serve();
        server.lookWhoIsHere();
        return moved;
    }

    /// Not while a write is in its middle: it may be the one that the sequencer would wait for.
    private boolean pollLog(Server server) {
        return !server.executor().isRunning() && poll(world.log(), server.sequencer());
    }

    private static boolean poll(Group group, Loop loop) {
        return !loop.busy && group.poll(loop);
    }

    private boolean background(Server server) {
        boolean announced = server.announce();
        if (server.executor().isIdle()) {
            return announced;
        }
        server.executor().runOne(world.fate());
        return true;
    }

    private static boolean produce(Server server) {
        boolean sending = server.isSending();
        if (sending) {
            server.produce();
        }
        return sending;
    }

    /// The living server of that name.
    Optional<Server> find(String name) {
        return Arrays.stream(running)
                .filter(server -> server != null && server.toString().equals(name))
                .findAny()
                .filter(Server::isAlive);
    }

    /// Once nothing is under way: all of them have done what they were asked for.
    void checkAtRest() {
        for (Server server : running) {
            if (server != null) {
                server.checkAtRest();
            }
        }
    }

    // Harm.

    /// kill -9.
    void killOne() {
        int index = world.fate().below(COUNT);
        Server server = running[index];
        if (server != null) {
            server.kill();
            kills++;
            running[index] = null;
        }
    }

    /// Any that lives.
    Optional<Server> any() {
        return Optional.ofNullable(running[world.fate().below(COUNT)]).filter(Server::isAlive);
    }

    /// SIGSTOP, or SIGCONT.
    void pauseOne() {
        Server server = running[world.fate().below(COUNT)];
        if (server != null && (server.isPaused() || world.fate().trouble(Harm.PAUSES, 0.7))) {
            server.paused(!server.isPaused());
            server.note(() -> server.isPaused() ? "is stopped" : "goes on");
        }
    }

    /// Whatever is not written down is gone.
    void replaceAll() {
        for (int i = 0; i < COUNT; i++) {
            Server server = running[i];
            if (server != null) {
                server.kill();
                running[i] = null;
            }
            mend(i);
        }
    }

    void landLater(Deque<Producer.Append> appends) {
        if (!appends.isEmpty()) {
            late.add(new ArrayDeque<>(appends));
        }
    }

    void landOneLate() {
        if (!late.isEmpty()) {
            Deque<Producer.Append> appends = world.fate().pick(late);
            appends.removeFirst().land();
            if (appends.isEmpty()) {
                late.remove(appends);
            }
        }
    }

    // Care.

    /// The next announcement of any.
    long dueAtMs() {
        return Arrays.stream(running)
                .filter(server -> server != null)
                .mapToLong(Server::announceAtMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// As an operator and Kafka do.
    void mendOne() {
        mend(world.fate().below(COUNT));
    }

    private void mend(int index) {
        Server server = running[index];
        if (server == null || !server.isAlive()) {
            kills += server == null ? 0 : 1;
            start(index);
        }
        world.log().repair();
        world.inbox().repair();
    }

    /// All of them go on and have something to do.
    void mendAll() {
        for (int i = 0; i < COUNT; i++) {
            Server server = running[i];
            if (server != null) {
                server.paused(false);
            }
            mend(i);
        }
    }
}
