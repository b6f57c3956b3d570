package dev.parley.client.connection;

import dev.parley.client.frame.Incoming;
import dev.parley.contracts.error.ErrorCode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Keeps a device connected: finds its server, says hello, beats, notices silence, follows `moved` and `drain`,
/// comes back after every failure until it is stopped or logged out. State and an input give actions; no I/O, no
/// clock.
///
/// Where to go says discovery. Only while it is away the client goes back to its last server, with the ticket for
/// coming back that the server gave it.
public final class Link {
    static final long HEARTBEAT_MS = 5_000;
    /// Three missed answers to pings: the server or the way to it is dead.
    static final long SILENCE_MS = 15_000;
    private static final long OPENING_MS = 15_000;
    private static final long GREETING_MS = 10_000;
    /// A connection that lived this long was a good one: the next failure starts with a short delay again.
    private static final long STEADY_MS = 10_000;
    /// Servers that send a client round in circles longer than this are asked no more; discovery is.
    private static final int MAX_MOVES = 5;
    private static final long NEVER = Long.MAX_VALUE;

    private record Target(URI url, String ticket) {}

    /// @param untilMs the ticket is worth nothing afterwards
    private record WayBack(Target to, long untilMs) {}

    private final Backoff backoff;
    private LinkState state = LinkState.STOPPED;
    private long attempt;
    private int moves;
    /// Where a server sent the client, for the next attempt.
    private @Nullable Target target;
    /// Where it is, or tries to be.
    private @Nullable Target here;
    /// From the last server that gave one, until its ticket has been shown.
    private @Nullable WayBack wayBack;
    /// When discovery may be asked again. Until then there is only the way back.
    private long askAtMs = Long.MIN_VALUE;
    private long liveSinceMs;
    /// In every state but LIVE, when to go on.
    private long untilMs = NEVER;
    private long beatAtMs = NEVER;
    private long silentAtMs = NEVER;
    private long drainAtMs = NEVER;

    /// @param random spreads the delays
    public Link(RandomGenerator random) {
        this.backoff = new Backoff(random);
    }

    public LinkState state() {
        return state;
    }

    /// When to come with a [LinkInput.Tick] unless something else happens before. Long.MAX_VALUE for never.
    public long dueAtMs() {
        return Math.min(Math.min(untilMs, drainAtMs), Math.min(beatAtMs, silentAtMs));
    }

    /// @param nowMs never less than the time before
    public List<LinkAction> apply(LinkInput input, long nowMs) {
        List<LinkAction> actions = new ArrayList<>();
        switch (input) {
            case LinkInput.Start it -> {
                if (state == LinkState.STOPPED) {
                    discover(actions);
                }
            }
            case LinkInput.Stop it -> end(LinkState.STOPPED, actions);
            case LinkInput.LoggedOut it -> end(LinkState.LOGGED_OUT, actions);
            case LinkInput.Discovered it -> {
                if (state == LinkState.DISCOVERING) {
                    open(new Target(it.url(), it.ticket()), nowMs, actions);
                }
            }
            case LinkInput.DiscoveryFailed it -> {
                if (state == LinkState.DISCOVERING) {
                    waitAtLeast(it.atLeastMs(), nowMs, actions);
                }
            }
            case LinkInput.DiscoveryAway it -> {
                if (state == LinkState.DISCOVERING) {
                    comeBack(it.atLeastMs(), nowMs, actions);
                }
            }
            case LinkInput.Opened it -> opened(it.attempt(), nowMs, actions);
            case LinkInput.Gone it -> gone(it.attempt(), nowMs, actions);
            case LinkInput.Pong it -> heard(it.attempt(), nowMs);
            case LinkInput.Received it -> received(it, nowMs, actions);
            case LinkInput.Doubted it -> {
                if (state == LinkState.LIVE) {
                    drop(nowMs, actions);
                }
            }
            case LinkInput.Tick it -> tick(nowMs, actions);
        }
        return actions;
    }

    private void tick(long nowMs, List<LinkAction> actions) {
        Target next = target;
        if (next != null && nowMs >= drainAtMs) {
            actions.add(new LinkAction.Abandon(attempt));
            open(next, nowMs, actions);
        } else if (nowMs >= silentAtMs) {
            drop(nowMs, actions);
        } else if (nowMs >= untilMs) {
            if (state == LinkState.WAITING && nowMs < askAtMs) {
                comeBack(askAtMs - nowMs, nowMs, actions);
            } else if (state == LinkState.WAITING) {
                discover(actions);
            } else {
                drop(nowMs, actions);
            }
        } else if (nowMs >= beatAtMs) {
            beatAtMs = nowMs + HEARTBEAT_MS;
            actions.add(new LinkAction.Beat());
        }
    }

    private void received(LinkInput.Received it, long nowMs, List<LinkAction> actions) {
        if (it.attempt() != attempt || state != LinkState.GREETING && state != LinkState.LIVE) {
            return;
        }
        heard(it.attempt(), nowMs);
        switch (it.frame()) {
            case Incoming.Welcome welcome -> {
                liveSinceMs = nowMs;
                moves = 0;
                untilMs = NEVER;
                beatAtMs = nowMs + HEARTBEAT_MS;
                silentAtMs = nowMs + SILENCE_MS;
                change(LinkState.LIVE, actions);
            }
            case Incoming.Moved moved -> move(new Target(moved.url(), moved.ticket()), nowMs, actions);
            case Incoming.Drain drain -> {
                target = new Target(drain.url(), drain.ticket());
                drainAtMs = nowMs + drain.after().toMillis();
            }
            case Incoming.Return back -> {
                Target from = here;
                if (from != null) {
                    Target to = new Target(from.url(), back.ticket());
                    wayBack = new WayBack(to, nowMs + back.life().toMillis());
                }
            }
            case Incoming.Error error -> {
                if (error.code().equals(ErrorCode.DEVICE_REVOKED.wireName())) {
                    end(LinkState.LOGGED_OUT, actions);
                } else if (error.code().equals(ErrorCode.REPLACED.wireName())) {
                    end(LinkState.REPLACED, actions);
                }
            }
            default -> {}
        }
    }

    private void move(Target to, long nowMs, List<LinkAction> actions) {
        if (++moves > MAX_MOVES) {
            moves = 0;
            drop(nowMs, actions);
        } else {
            actions.add(new LinkAction.Abandon(attempt));
            open(to, nowMs, actions);
        }
    }

    private void opened(long which, long nowMs, List<LinkAction> actions) {
        Target to = here;
        if (which == attempt && state == LinkState.CONNECTING && to != null) {
            untilMs = nowMs + GREETING_MS;
            if (wayBack != null && wayBack.to().equals(to)) {
                wayBack = null;
            }
            actions.add(new LinkAction.Greet(to.ticket()));
            change(LinkState.GREETING, actions);
        }
    }

    private void gone(long which, long nowMs, List<LinkAction> actions) {
        boolean connected = state == LinkState.CONNECTING || state == LinkState.GREETING || state == LinkState.LIVE;
        if (which == attempt && connected) {
            drop(nowMs, actions);
        }
    }

    private void heard(long which, long nowMs) {
        if (which == attempt && state == LinkState.LIVE) {
            silentAtMs = nowMs + SILENCE_MS;
        }
    }

    private void discover(List<LinkAction> actions) {
        clearTimers();
        target = null;
        change(LinkState.DISCOVERING, actions);
        actions.add(new LinkAction.Discover());
    }

    /// Without discovery. Where a server can't be reached at all its ticket is still good for the next time.
    private void comeBack(long atLeastMs, long nowMs, List<LinkAction> actions) {
        WayBack back = wayBack;
        if (back != null && nowMs < back.untilMs()) {
            askAtMs = nowMs + atLeastMs;
            open(back.to(), nowMs, actions);
        } else {
            waitAtLeast(atLeastMs, nowMs, actions);
        }
    }

    private void open(Target to, long nowMs, List<LinkAction> actions) {
        clearTimers();
        target = null;
        attempt++;
        here = to;
        untilMs = nowMs + OPENING_MS;
        change(LinkState.CONNECTING, actions);
        actions.add(new LinkAction.Open(attempt, to.url()));
    }

    /// The connection is of no use. Where the server had announced a drain, its pace still counts; otherwise ours.
    private void drop(long nowMs, List<LinkAction> actions) {
        actions.add(new LinkAction.Abandon(attempt));
        if (state == LinkState.LIVE && nowMs - liveSinceMs >= STEADY_MS) {
            backoff.reset();
        }
        if (target != null && drainAtMs != NEVER) {
            long drainAt = drainAtMs;
            clearTimers();
            drainAtMs = drainAt;
            change(LinkState.WAITING, actions);
        } else {
            waitAtLeast(0, nowMs, actions);
        }
    }

    private void waitAtLeast(long atLeastMs, long nowMs, List<LinkAction> actions) {
        clearTimers();
        untilMs = nowMs + Math.max(atLeastMs, backoff.nextMs());
        change(LinkState.WAITING, actions);
    }

    private void end(LinkState last, List<LinkAction> actions) {
        if (!state.isFinal()) {
            clearTimers();
            target = null;
            wayBack = null;
            actions.add(new LinkAction.Abandon(attempt));
            change(last, actions);
        }
    }

    private void clearTimers() {
        untilMs = NEVER;
        beatAtMs = NEVER;
        silentAtMs = NEVER;
        drainAtMs = NEVER;
    }

    private void change(LinkState to, List<LinkAction> actions) {
        if (state != to) {
            state = to;
            actions.add(new LinkAction.Changed(to));
        }
    }
}
