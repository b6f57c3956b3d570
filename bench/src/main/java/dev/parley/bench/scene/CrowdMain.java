package dev.parley.bench.scene;

import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bench.load.Person;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A generator in a process of its own, since a process may have only so many sockets: people who are connected to one
/// server and send heartbeats.
///
/// Arguments: a file with a person on each line, user and device; the server's port; its name, which tickets carry; the
/// loopback address to come from. Says `ready` when all have a welcome; answers each line with
/// `state beats=N troubles=N`, and ends with its input.
public final class CrowdMain {
    private static final Duration TO_ENTER = Duration.ofMinutes(3);

    private CrowdMain() {}

    public static void main(String[] words) throws IOException {
        List<Member> members = Files.readAllLines(Path.of(words[0])).stream()
                .map(CrowdMain::member)
                .toList();
        InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(words[1]));
        Tickets tickets = new Tickets();
        Entrance entrance = person -> new Entrance.Way(server, "/ws", tickets.of(person, words[2]));
        try (Loop loop = new Loop(words[3]);
                Crowd crowd = new Crowd(loop, entrance, members)) {
            crowd.enter(TO_ENTER);
            System.out.println("ready");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (in.readLine() != null) {
                long troubles = crowd.troubles().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                System.out.println("state beats=" + crowd.heartbeats() + " troubles=" + troubles);
            }
        }
        System.exit(0);
    }

    private static Member member(String line) {
        String[] ids = line.split(" ", -1);
        UserId user = UserId.parse(ids[0]);
        return new Member(new Person(user, DeviceId.parse(ids[1])), ConversationId.direct(user, user), 0);
    }

    /// What [#main] reads.
    public static void write(Path file, List<Person> people) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                people.stream()
                        .map(person -> person.user() + " " + person.device())
                        .toList());
    }
}
