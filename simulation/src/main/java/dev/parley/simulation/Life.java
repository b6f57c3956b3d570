package dev.parley.simulation;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.id.ConversationId;
import java.util.List;

/// What happens in a world until it is healed, one step at a time. Its fate decides every step.
final class Life {
    private static final int LARGE_CHARS = 5_000;
    private static final int MAX_BURST = 3;
    private static final int MAX_SKEW_MS = 240_000;
    private static final int MAX_DEPTH = 2;
    /// Most worlds begin in order.
    private static final double AWAKE = 0.75;
    private static final int WAKING_ROUNDS = 8;
    private static final int WAKING_MS = 10;
    private static final double RUSH = 0.3;
    private static final int MAX_RUSH_ROUNDS = 8;
    private static final List<Mute> MUTES = List.of(Mute.NONE, Mute.NONE, new Mute(1), Mute.FOREVER);

    private final World world;
    private final Fate fate;
    private final int steps;
    private int taken;
    private int depth;

    /// @param steps in all
    Life(World world, int steps) {
        this.world = world;
        this.fate = world.fate();
        this.steps = steps;
    }

    /// Steps taken, those during a long call included.
    int taken() {
        return taken;
    }

    void live() {
        if (fate.chance(AWAKE)) {
            wakeUp();
        }
        while (taken < steps) {
            step();
        }
    }

    /// Servers share the work, and who wants to connects.
    private void wakeUp() {
        for (int round = 0; round < WAKING_ROUNDS; round++) {
            world.pass(WAKING_MS);
            world.servers().runAll();
            world.signposts().refreshAll();
            for (Device device : world.devices()) {
                if (fate.chance(world.proportions().keenness())) {
                    device.connect();
                }
                device.live();
            }
            world.promises().checkNow();
        }
    }

    private void step() {
        taken++;
        world.pass(fate.below(world.proportions().paceMs()));
        int what = fate.below(100);
        if (what < 25) {
            act(fate.pick(world.devices()));
            world.signposts().refreshAny();
        } else if (what < 55) {
            world.servers().runAny();
        } else if (what < 84) {
            fate.pick(world.devices()).live();
        } else if (what < 84 + world.proportions().groupChanges()) {
            world.group().change();
        } else if (what
                < 84 + world.proportions().groupChanges() + world.proportions().blockChanges()) {
            world.blocks().change();
        } else {
            harm();
        }
        world.promises().checkNow();
    }

    private void act(Device device) {
        if (device.wantsToConnect() && fate.chance(world.proportions().keenness())) {
            device.connect();
            if (fate.chance(0.7)) {
                device.connect();
            }
            return;
        }
        ConversationId conversation = fate.pick(world.conversations());
        switch (fate.below(10)) {
            case 0, 1, 2 -> say(device, conversation);
            case 3, 4 -> device.read(conversation);
            case 5 -> device.store();
            case 6 -> device.pull(conversation);
            case 7 -> device.mute(conversation, fate.pick(MUTES));
            default -> device.live();
        }
    }

    private void say(Device device, ConversationId conversation) {
        for (int left = fate.chance(0.2) ? MAX_BURST : 1; left > 0; left--) {
            device.send(conversation, fate.chance(0.1) ? "large ".repeat(LARGE_CHARS / 6) : "hello");
        }
    }

    private void harm() {
        switch (fate.below(18)) {
            case 0 -> harm(Harm.KILLS, 0.3, world.servers()::killOne);
            case 1 -> {
                if (depth == 0) {
                    world.servers().pauseOne();
                }
            }
            case 2 -> harm(Harm.MOVES, 0.7, () -> world.log().moveOne(fate.below(World.PARTITIONS)));
            case 3 -> harm(Harm.MOVES, 0.7, () -> world.inbox().moveOne(fate.below(World.PARTITIONS)));
            case 4, 5 -> harm(Harm.CUTS, 0.7, fate.pick(world.devices())::cut);
            case 6 -> harm(Harm.RESTARTS, 0.7, this::restart);
            case 7 -> world.servers().landOneLate();
            case 8 -> harm(Harm.CLOCKS, 0.7, this::skew);
            case 9 -> harm(Harm.DIRECTORY, 0.7, world.signposts()::harm);
            case 10 -> harm(Harm.MOVES, 0.7, fate.pick(List.of(world.log(), world.inbox()))::round);
            case 11 -> harm(Harm.MOVES, 0.7, this::drainOrTakeBack);
            default -> world.servers().mendOne();
        }
    }

    private void harm(Harm harm, double probability, Runnable act) {
        if (fate.trouble(harm, probability)) {
            act.run();
        }
    }

    private void drainOrTakeBack() {
        if (fate.chance(0.5)) {
            world.servers().any().ifPresent(world.signposts()::drain);
        } else {
            world.signposts().takeBackDrains();
        }
    }

    private void restart() {
        Device device = fate.pick(world.devices());
        if (fate.chance(0.5)) {
            device.store();
        }
        device.restart();
    }

    private void skew() {
        fate.pick(world.clocks()).skew(fate.below(MAX_SKEW_MS) - MAX_SKEW_MS / 2);
    }

    /// What else happens while one call of `server` takes long: to all of its process, or to this thread only.
    void meanwhile(Server server) {
        if (depth == MAX_DEPTH) {
            return;
        }
        depth++;
        boolean whole = !server.isPaused() && fate.trouble(Harm.PAUSES, 0.4);
        if (whole) {
            server.paused(true);
        }
        if (!whole && fate.chance(RUSH)) {
            rush();
        }
        for (int left = 1 + fate.below(fate.chance(0.2) ? 100 : 20); left > 0 && taken < steps; left--) {
            step();
            if (!whole && fate.chance(0.3)) {
                world.servers().run(server);
            }
        }
        if (whole) {
            server.paused(false);
        }
        depth--;
    }

    /// The call takes so long that others write, all that is under way gets done, and heads are written.
    private void rush() {
        for (int left = 1 + fate.below(MAX_RUSH_ROUNDS); left > 0; left--) {
            if (fate.chance(0.5)) {
                fate.pick(world.devices()).send(fate.pick(world.conversations()), "rush");
            }
            harm(Harm.MOVES, 0.1, () -> world.inbox().moveOne(fate.below(World.PARTITIONS)));
            world.pass(1 + world.proportions().flushInterval().toMillis() / 2);
            world.servers().runAllThatRun();
        }
    }
}
