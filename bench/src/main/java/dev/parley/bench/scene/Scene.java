package dev.parley.bench.scene;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Person;
import dev.parley.bench.load.Returners;
import dev.parley.contracts.id.ConversationId;
import dev.parley.engines.EngineAddresses;
import dev.parley.systemtests.chaos.Chaos;
import dev.parley.systemtests.people.Cast;
import dev.parley.systemtests.people.Device;
import dev.parley.systemtests.people.Ledger;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.JvmOptions;
import dev.parley.systemtests.process.OneProcess;
import dev.parley.systemtests.process.ServiceProcess;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Parley as processes with the engines, and accounts to talk with. Gone when it is closed.
public final class Scene implements AutoCloseable {
    /// Of chat servers and of floors, so that they differ in nothing else: the heap of `./parley up`, of one size and
    /// resident from the start as in production, both compilers, and the collector that costs least on two cores.
    public static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=4",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-Xms1g",
            "-Xmx1g",
            "-XX:+AlwaysPreTouch");

    /// As many as one process may have sockets, and some.
    public static final int PEOPLE = 20_000;

    private static final JvmOptions OPTIONS = new JvmOptions(
            Map.of(
                    "chat",
                    JVM,
                    "api",
                    List.of("-XX:TieredStopAtLevel=4"),
                    "discovery",
                    List.of("-XX:TieredStopAtLevel=4")),
            List.of("-XX:TieredStopAtLevel=4"));

    private final Path home;
    private final Cluster cluster;
    private final Tickets tickets = new Tickets();
    /// Chat servers after the first, by their weight.
    private final Map<Integer, List<ServiceProcess>> further = new HashMap<>();

    private final List<Person> people;
    private final Consumer<String> progress;

    private Scene(Path home, Cluster cluster, List<Person> people, Consumer<String> progress) {
        this.home = home;
        this.cluster = cluster;
        this.people = people;
        this.progress = progress;
    }

    /// @param home `.parley`
    /// @param progress hears what is done
    public static Scene start(Path home, Consumer<String> progress) {
        Map<String, String> key = Map.of("parley.ticket.keys", Tickets.KEY);
        Map<String, Map<String, String>> settings = new HashMap<>(Chaos.SETTINGS);
        // The audit reads the tables whose reads are counted, whatever goes on.
        settings.put("chat", Map.of("parley.ticket.keys", Tickets.KEY, "parley.chat.audit.enabled", "false"));
        settings.put("discovery", key);
        Cluster cluster = Cluster.fresh(home.resolve("bench"), home.resolve("binaries"), 1, settings, OPTIONS);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop-everything"));
        try {
            progress.accept("starting engines and services");
            cluster.start(name -> {});
            proveTheWayIn(cluster);
            return new Scene(home, cluster, Accounts.make(cluster.engines(), PEOPLE), progress);
        } catch (RuntimeException | Error failed) {
            cluster.close();
            throw failed;
        }
    }

    /// Two people register, log in, ask for a place, come in through the gateway, and one hears the other.
    private static void proveTheWayIn(Cluster cluster) {
        Ledger ledger = new Ledger();
        try (Cast cast = new Cast(cluster.url())) {
            Device one = cast.newcomer("one");
            Device other = cast.newcomer("other");
            ConversationId conversation = Cast.direct(one, other);
            ledger.say(one, conversation, "Do you hear me?");
            List<String> broken = ledger.violations(conversation, List.of(one, other));
            if (!broken.isEmpty()) {
                throw new IllegalStateException("the way in does not work: " + broken);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the way in does not work", e);
        }
    }

    public void say(String what) {
        progress.accept(what);
    }

    public Cluster cluster() {
        return cluster;
    }

    public EngineAddresses engines() {
        return cluster.engines();
    }

    /// Some of the accounts; the same for the same numbers.
    public List<Person> people(int from, int to) {
        return people.subList(from, to);
    }

    /// Somebody who has no account and talks with nobody; tickets let them in. The same for the same number.
    public static Person stranger(int number) {
        return Accounts.stranger(number);
    }

    /// `.parley`
    public Path home() {
        return home;
    }

    /// Straight to the chat server, without the gateway.
    public Entrance chatServer(ServiceProcess server) {
        return person -> new Entrance.Way(cluster.sockets(server), "/ws", tickets.of(person, server.name()));
    }

    public Entrance chatServer() {
        return chatServer(cluster.chat().getFirst());
    }

    /// One more chat server, which runs beside the others; whoever asks for it stops it.
    ///
    /// @param weight of its slots, where each of the others has 100
    public ServiceProcess startChatServer(int weight) {
        List<ServiceProcess> alike = further.computeIfAbsent(weight, any -> new ArrayList<>());
        ServiceProcess more = alike.stream()
                .filter(server -> server.ifRuns().isEmpty())
                .findFirst()
                .orElseGet(() -> {
                    ServiceProcess added = cluster.addChatServer(List.of("parley.chat.server.weight=" + weight));
                    alike.add(added);
                    return added;
                });
        more.start();
        return more;
    }

    /// Straight to the chat server whose inbox is theirs, of those that run.
    public SlotOwners slotOwners() {
        return new SlotOwners(this);
    }

    /// Straight to these chat servers. Who is not told where to go tries one after the other.
    public Returners.Servers servers(List<ServiceProcess> servers) {
        return new Returners.Servers() {
            @Override
            public Entrance.Way guess(Person person, int failures) {
                int which = Math.floorMod(Long.hashCode(person.user().value()) + failures, servers.size());
                return chatServer(servers.get(which)).of(person);
            }

            @Override
            public Entrance.Way told(String url, String ticket) {
                // `ws://gateway/ws/chat-2`: the gateway is left out here.
                String id = url.substring(url.lastIndexOf('/') + 1);
                ServiceProcess server = servers.stream()
                        .filter(each -> each.name().equals(id))
                        .findAny()
                        .orElseThrow();
                return new Entrance.Way(cluster.sockets(server), "/ws", ticket);
            }
        };
    }

    /// All servers, engines included.
    public List<OneProcess> processes() {
        return cluster.processes();
    }

    /// A session of the driver on the keyspace of the services. Closed by whoever asked for it.
    public CqlSession cql() {
        String[] address = engines().cassandraContactPoints().split(":", -1);
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
                .withLocalDatacenter(engines().cassandraDatacenter())
                .withKeyspace("parley")
                .build();
    }

    public OneProcess cassandra() {
        return cluster.engineProcess("cassandra");
    }

    /// Asks Cassandra about its tables. Closed by whoever asked for it.
    public CassandraTables cassandraTables() {
        return CassandraTables.of(cassandra().process());
    }

    public OneProcess kafka() {
        return cluster.engineProcess("kafka");
    }

    @Override
    public void close() {
        cluster.close();
    }
}
