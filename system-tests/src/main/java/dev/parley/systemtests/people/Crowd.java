package dev.parley.systemtests.people;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// People with their devices and conversations: pairs, groups of five, one group of all.
public final class Crowd {
    private static final int AT_ONCE = 8;
    private static final int GROUP = 5;

    private final Cast cast;
    private final List<Device> people;
    /// By person, every device that stays to the end.
    private final Map<Device, List<Device>> devices = new LinkedHashMap<>();
    private final Map<ConversationId, List<Device>> members = new LinkedHashMap<>();
    private final List<Device> vanished = new CopyOnWriteArrayList<>();

    /// Everyone is connected.
    ///
    /// @param size a multiple of ten
    public Crowd(Cast cast, int size) {
        this.cast = cast;
        this.people = atOnce(IntStream.range(0, size)
                .<Supplier<Device>>mapToObj(number -> () -> cast.newcomer("p" + number))
                .toList());
        for (Device person : people) {
            devices.put(person, new ArrayList<>(List.of(person)));
        }
        // Every fifth has a second one.
        for (int i = 0; i < size; i += GROUP) {
            addDevice(people.get(i));
        }
        for (int i = 0; i < size; i += 2) {
            members.put(Cast.direct(people.get(i), people.get(i + 1)), people.subList(i, i + 2));
        }
        for (int i = 0; i < size; i += GROUP) {
            found(people.subList(i, i + GROUP));
        }
        found(people);
    }

    private void found(List<Device> group) {
        members.put(Cast.group(group.getFirst(), group.subList(1, group.size()).toArray(Device[]::new)), group);
    }

    public int people() {
        return people.size();
    }

    public int devices() {
        return devices.values().stream().mapToInt(List::size).sum() + vanished.size();
    }

    public List<Device> allDevices() {
        return devices.values().stream().flatMap(List::stream).toList();
    }

    /// Everyone speaks in each of their conversations, but only one to the group of all.
    public List<Chatter.Voice> voices() {
        List<Chatter.Voice> voices = new ArrayList<>();
        members.forEach((conversation, who) -> {
            List<Device> speakers = who.size() == people.size() ? who.subList(0, 1) : who;
            speakers.forEach(speaker -> voices.add(new Chatter.Voice(speaker, conversation)));
        });
        return voices;
    }

    /// A further device of someone says a few things and is never seen again, acknowledged or not.
    public void speakAndVanish(Ledger ledger, int whose, String text) {
        Device person = people.get(whose % people.size());
        Device another = cast.another(person);
        vanished.add(another);
        ConversationId conversation = members.keySet().stream()
                .filter(it -> members.getOrDefault(it, List.of()).contains(person))
                .findFirst()
                .orElseThrow();
        IntStream.range(0, 3).forEach(i -> ledger.say(another, conversation, text + " " + i));
        another.close();
    }

    /// Those who write to each other in pairs, on their first devices.
    public List<List<Device>> pairs() {
        return IntStream.range(0, people.size() / 2)
                .mapToObj(i -> people.subList(2 * i, 2 * i + 2))
                .toList();
    }

    /// Someone new, who has a conversation with one of the others.
    public Device newcomer(String name, Device other) {
        Device newcomer = cast.newcomer(name);
        devices.put(newcomer, new ArrayList<>(List.of(newcomer)));
        members.put(Cast.direct(newcomer, other), List.of(newcomer, other));
        return newcomer;
    }

    /// Someone new who is nowhere connected, to whom one of the others writes.
    public UserId absentee(String name, Device other) {
        UserId absentee = cast.absentee(name);
        members.put(ConversationId.direct(absentee, other.user()), List.of(other));
        return absentee;
    }

    public List<ConversationId> conversations(Device person) {
        return members.entrySet().stream()
                .filter(each -> each.getValue().contains(person))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// A fresh device of someone, which must come to have what the old ones have.
    public Device addDevice(Device person) {
        Device added = cast.another(person);
        devices.getOrDefault(person, List.of()).add(added);
        return added;
    }

    /// A fresh device of someone, which must come to have what the old ones have.
    public void addFreshDevices(int howMany) {
        people.stream().limit(howMany).forEach(this::addDevice);
    }

    /// What does not hold, a sentence each.
    public List<String> violations(Ledger ledger) {
        List<String> broken = new ArrayList<>();
        members.forEach((conversation, who) -> broken.addAll(ledger.violations(
                conversation,
                who.stream()
                        .flatMap(person -> devices.getOrDefault(person, List.of()).stream())
                        .toList())));
        return broken;
    }

    private static <T> List<T> atOnce(List<Supplier<T>> tasks) {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<T>> running =
                    tasks.stream().map(task -> threads.submit(task::get)).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
