package dev.parley.bench.workload;

import dev.parley.bench.load.Member;
import dev.parley.bench.load.Person;
import dev.parley.bench.scene.Scene;
import dev.parley.client.account.Credentials;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.device.MemoryClientStore;
import dev.parley.contracts.id.ConversationId;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Groups that are made as people make them, each by an owner with an account of their own.
///
/// @param all each with its conversation
record Groups(List<Group> all) {
    record Group(ConversationId conversation, List<Person> members) {}

    /// @param first number of the first person who becomes a member
    /// @param size of each, the owner included
    static Groups make(Scene scene, int howMany, int size, int first) {
        List<Group> all = new ArrayList<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < howMany; i++) {
                List<Person> others = scene.people(first + i * (size - 1), first + (i + 1) * (size - 1));
                ParleyApi owner = ParleyApi.register(
                        http,
                        scene.cluster().url(),
                        new MemoryClientStore(),
                        new Credentials("owner" + i + "." + first, "parley-owner"),
                        "Owner",
                        "bench");
                ConversationId conversation = owner.createGroup(
                                "Bench " + i, others.stream().map(Person::user).toList())
                        .conversation();
                Person who = new Person(owner.session().user(), owner.session().device());
                all.add(new Group(
                        conversation,
                        Stream.concat(Stream.of(who), others.stream()).toList()));
            }
        }
        return new Groups(List.copyOf(all));
    }

    List<List<Member>> membersAnew() {
        return all.stream()
                .map(group -> IntStream.range(0, group.members().size())
                        .mapToObj(place -> new Member(group.members().get(place), group.conversation(), place))
                        .toList())
                .toList();
    }
}
