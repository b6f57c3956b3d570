package dev.parley.simulation;

import dev.parley.chat.admission.ReturnTickets;
import dev.parley.chat.ownership.MemoryDirectory;
import dev.parley.chat.ownership.TestHandOver;
import dev.parley.client.connection.LinkInput;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.SlotTable;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.discovery.connect.ChooseServer;
import dev.parley.discovery.directory.Directory;
import dev.parley.discovery.region.Regions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// How clients find their server: the directory in which servers announce themselves, the discovery services that read
/// it now and then and answer from what they saw last or not at all, and the tickets that both give.
final class Signposts {
    private static final int SERVICES = 2;
    private static final String REGION = "test";
    private static final Duration MAX_AGE = Duration.ofMinutes(10);
    /// So short that some worlds last longer.
    static final Duration RETURN_LIFE = Duration.ofSeconds(30);

    private static final Duration EMPTY_GRACE = Duration.ofSeconds(10);
    private static final long REFRESH_MS = 300;
    private static final long LIFE_MS =
            TestHandOver.ANNOUNCE_EVERY.multipliedBy(5).toMillis();
    private static final TicketKeys KEYS = new TicketKeys(List.of("c2ltdWxhdGVkLXRpY2tldC1rZXktb2YtMzItYnl0ZXM="));

    private final World world;
    private final MemoryDirectory directory;
    private final List<Service> services;
    private final Map<Integer, Claim> claims = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> drained = new HashSet<>();
    private int tickets;
    /// No discovery service answers.
    private boolean silent;
    private int returns;

    /// One discovery service, with its own view of the directory.
    private static final class Service {
        final Directory seen = new Directory(MAX_AGE, EMPTY_GRACE);
        final ChooseServer choose = new ChooseServer(new Regions(List.of(REGION)), seen);
        long refreshAtMs;
    }

    /// The owner of a slot has said so, and lives as far as the directory knows.
    private record Claim(Server owner, int tenure, long untilMs) {}

    Signposts(World world) {
        this.world = world;
        this.directory = new MemoryDirectory(world::nowMs);
        this.services =
                IntStream.range(0, SERVICES).mapToObj(i -> new Service()).toList();
    }

    TestHandOver.Surroundings surroundings(Clock clock) {
        return new TestHandOver.Surroundings(directory, KEYS, this::ticketId, clock, world::nowNanos);
    }

    TicketKeys keys() {
        return KEYS;
    }

    boolean isDirectoryAway() {
        return directory.isAway();
    }

    /// Of one server.
    ReturnTickets returns(String server) {
        return new ReturnTickets(KEYS, server, RETURN_LIFE, this::ticketId, world.clock());
    }

    /// How often a device came back without asking.
    int returns() {
        return returns;
    }

    private String ticketId() {
        return "t" + ++tickets;
    }

    // What servers do.

    /// Hears that one was about to announce itself and what it owns. What of it came through stands there now: the
    /// true owner of a slot, once it has said so, is named until it is gone, the directory is emptied or another
    /// follows.
    void announced(Server server, Set<Integer> slots) {
        if (directory.isAway()) {
            return;
        }
        Map<Integer, String> named = named();
        claims.values().removeIf(claim -> claim.untilMs() <= world.nowMs());
        claims.entrySet()
                .removeIf(claim -> !isOwner(claim.getValue().owner(), claim.getKey())
                        || claim.getValue().tenure() != world.inbox().tenure(claim.getKey()));
        slots.stream()
                .filter(slot -> isOwner(server, slot))
                .forEach(slot ->
                        claims.put(slot, new Claim(server, world.inbox().tenure(slot), world.nowMs() + LIFE_MS)));
        claims.forEach((slot, claim) -> {
            if (!claim.owner().toString().equals(named.get(slot))) {
                throw new BrokenPromiseException("the directory says that slot " + slot + " is with " + named.get(slot)
                        + " after " + claim.owner() + ", its owner, said otherwise");
            }
        });
    }

    private boolean isOwner(Server server, int slot) {
        Loop owner = world.inbox().owner(slot);
        return owner != null && owner.server == server;
    }

    private Map<Integer, String> named() {
        Map<Integer, String> named = new HashMap<>();
        directory.owners().forEach((slot, owner) -> named.put(slot, owner.server()));
        return named;
    }

    /// A server lets a device in.
    ///
    /// @param shown its ticket
    void admitted(Server server, Device device, String shown) {
        if (!(KEYS.check(shown, world.clock().instant()) instanceof TicketKeys.Checked.Good(Ticket ticket))) {
            throw new BrokenPromiseException(server + " lets " + device + " in with a bad ticket");
        }
        boolean right = ticket.server().equals(server.toString())
                && ticket.user().equals(device.user())
                && ticket.device().equals(device.id());
        if (!right) {
            throw new BrokenPromiseException(server + " lets " + device + " in with " + ticket);
        }
        if (!used.add(ticket.id())) {
            throw new BrokenPromiseException(server + " takes " + ticket + " once more");
        }
        if (ticket.returning()) {
            returns++;
        }
    }

    // What clients ask.

    /// One of the discovery services says where to go, if there is one.
    LinkInput discover(Device device) {
        if (silent) {
            return new LinkInput.DiscoveryAway(0);
        }
        Service service = world.fate().pick(services);
        return switch (service.choose.choose(device.user(), Regions.Wish.NONE, world.nowNanos())) {
            case ChooseServer.Choice.Found found ->
                new LinkInput.Discovered(
                        found.server().url(),
                        KEYS.sign(ticket(device, found.server().id())));
            case ChooseServer.Choice.NoOwner none -> new LinkInput.DiscoveryAway(0);
            case ChooseServer.Choice.DirectoryStale stale -> new LinkInput.DiscoveryAway(0);
        };
    }

    private Ticket ticket(Device device, String server) {
        return new Ticket(
                ticketId(),
                device.user(),
                device.id(),
                new SessionId(device.id().value()),
                server,
                world.clock().instant().plus(TestHandOver.TICKET_LIFE));
    }

    // What happens to them.

    /// One of the discovery services reads the directory, if it is time.
    void refreshAny() {
        refresh(world.fate().pick(services));
    }

    void refreshAll() {
        services.forEach(this::refresh);
    }

    private void refresh(Service service) {
        if (service.refreshAtMs <= world.nowMs() && !directory.isAway()) {
            service.refreshAtMs = world.nowMs() + REFRESH_MS;
            service.seen.saw(REGION, withSlots(directory.read()), world.nowNanos());
        }
    }

    /// As discovery reads it: only servers that own slots.
    private SlotTable withSlots(SlotTable table) {
        Map<Integer, SlotOwner> owners = directory.owners();
        Set<String> owning = new HashSet<>();
        owners.values().forEach(owner -> owning.add(owner.server()));
        var servers = new HashMap<>(table.servers());
        servers.keySet().retainAll(owning);
        return new SlotTable(servers, owners);
    }

    /// The directory loses everything, or is away, or discovery is, or both come back.
    void harm() {
        switch (world.fate().below(5)) {
            case 0 -> flush();
            case 1 -> {
                world.note(() -> "the directory is away");
                directory.away(true);
            }
            case 2 -> fallSilent();
            default -> mend();
        }
    }

    /// Redis loses everything, who is here included.
    void flush() {
        world.note(() -> "the directory loses everything");
        directory.flush();
        world.here().flush();
        claims.clear();
    }

    /// From now on nobody is told where to go but by chat servers.
    void fallSilent() {
        world.note(() -> "discovery is away");
        silent = true;
    }

    void mend() {
        directory.away(false);
        silent = false;
        takeBackDrains();
    }

    // What operators do.

    /// From now on it is to have nothing.
    void drain(Server server) {
        server.note(() -> "is to be drained");
        directory.drain(server.toString());
        drained.add(server.toString());
    }

    void takeBackDrains() {
        drained.forEach(directory::takeBack);
        drained.clear();
    }
}
