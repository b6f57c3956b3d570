package dev.parley.bench.scene;

import dev.parley.bench.load.Entrance;
import dev.parley.bench.load.Person;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.UserId;
import dev.parley.systemtests.process.ServiceProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Sends everyone to the chat server that owns their slot, as discovery does, from a look at the directory.
public final class SlotOwners implements Entrance {
    private static final String REGION = "local";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int MOST_LOOKS = 120;

    private final Scene scene;
    private Map<Integer, String> owners = Map.of();

    SlotOwners(Scene scene) {
        this.scene = scene;
    }

    /// Waits until each of so many servers owns slots, and nothing has changed for a while.
    ///
    /// @throws IllegalStateException if they do not come to rest
    public void awaitRest(int servers, int looksAlike) {
        RedisClient client = RedisUse.client(scene);
        try (StatefulRedisConnection<String, String> redis = client.connect()) {
            int alike = 0;
            for (int look = 0; look < MOST_LOOKS && alike < looksAlike; look++) {
                Map<Integer, String> now = read(redis.sync().hgetall(DirectoryKeys.slots(REGION)));
                Set<String> running = new HashSet<>();
                scene.cluster().chat().stream()
                        .filter(server -> server.ifRuns().isPresent())
                        .map(ServiceProcess::name)
                        .forEach(running::add);
                boolean shared = new HashSet<>(now.values()).equals(running) && running.size() == servers;
                alike = shared && now.equals(owners) ? alike + 1 : 0;
                owners = now;
                Thread.sleep(BETWEEN_LOOKS);
            }
            if (alike < looksAlike) {
                throw new IllegalStateException("slots do not come to rest: " + owners);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            client.shutdown();
        }
    }

    /// @throws IllegalStateException for what is no slot and owner
    static Map<Integer, String> read(Map<String, String> texts) {
        Map<Integer, String> owners = new HashMap<>();
        texts.forEach((slot, owner) -> owners.put(
                Integer.valueOf(slot),
                SlotOwner.parse(owner)
                        .orElseThrow(() -> new IllegalStateException("no owner: " + owner))
                        .server()));
        return Map.copyOf(owners);
    }

    /// The name of the chat server, as of the last [#awaitRest].
    public String ownerOf(UserId user) {
        return owners.getOrDefault(Slots.of(user, owners.size()), "");
    }

    @Override
    public Way of(Person person) {
        String name = ownerOf(person.user());
        ServiceProcess server = scene.cluster().chat().stream()
                .filter(each -> each.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("nobody owns the slot of " + person.user()));
        return scene.chatServer(server).of(person);
    }
}
