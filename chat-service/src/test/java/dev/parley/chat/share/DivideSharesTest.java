package dev.parley.chat.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.share.DivideShares.Division;
import dev.parley.chat.share.DivideShares.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DivideSharesTest {
    private static final int ALL = Integer.MAX_VALUE;
    private static final int CASES = 5_000;

    @Test
    void equalWeightsGetEqualParts() {
        assertThat(counts(DivideShares.of(32, List.of(none("a"), none("b"), none("c")))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", 11, "b", 11, "c", 10));
    }

    @Test
    void whoJoinsGetsItsPartAndNothingElseMoves() {
        Division division = DivideShares.of(
                32,
                List.of(new Member("a", 100, range(0, 16), ALL), new Member("b", 100, range(16, 32), ALL), none("c")));

        assertThat(counts(division)).isEqualTo(Map.of("a", 11, "b", 11, "c", 10));
        assertThat(division.owners().entrySet())
                .filteredOn(entry -> !entry.getValue().equals("c"))
                .allMatch(entry -> entry.getValue().equals(entry.getKey() < 16 ? "a" : "b"));
        assertThat(division.more()).isFalse();
    }

    @Test
    void whoIsAboutToGoGivesWhatItMayAndTheRestLater() {
        Member leaving = new Member("a", 0, range(0, 8), 3);
        Member staying = new Member("b", 100, range(8, 16), ALL);

        Division first = DivideShares.of(16, List.of(leaving, staying));

        assertThat(counts(first)).isEqualTo(Map.of("a", 5, "b", 11));
        assertThat(first.more()).isTrue();
    }

    @Test
    void whenAllAreAboutToGoNothingMoves() {
        Division division =
                DivideShares.of(4, List.of(new Member("a", 0, range(0, 3), ALL), new Member("b", 0, range(3, 4), ALL)));

        assertThat(counts(division)).isEqualTo(Map.of("a", 3, "b", 1));
        assertThat(division.more()).isFalse();
    }

    @Test
    void everyPartIsExactToWithinOnePartitionAndAsFewMoveAsCan() {
        Random random = new Random(7);
        for (int i = 0; i < CASES; i++) {
            int partitions = 1 + random.nextInt(300);
            List<Member> members = randomMembers(random, partitions, ALL);
            Division division = DivideShares.of(partitions, members);

            assertThat(division.owners()).hasSize(partitions);
            assertThat(division.more()).isFalse();
            double total = members.stream().mapToInt(Member::weight).sum();
            Map<String, Integer> counts = counts(division);
            int least = 0;
            for (Member member : members) {
                double exact = partitions * member.weight() / total;
                int count = counts.getOrDefault(member.id(), 0);
                assertThat(count).isBetween((int) Math.floor(exact - 1e-9), (int) Math.ceil(exact + 1e-9));
                if (exact >= 7) {
                    assertThat((double) count).isBetween(exact * 0.85, exact * 1.15);
                }
                least += Math.max(0, member.owned().size() - (int) Math.ceil(exact - 1e-9));
            }
            assertThat(moves(members, division)).isBetween(least, least + members.size());
        }
    }

    @Test
    void theRoundThatTakesGivesToWhomTheRoundThatGaveSaid() {
        Random random = new Random(11);
        for (int i = 0; i < CASES; i++) {
            int partitions = 1 + random.nextInt(100);
            List<Member> members = randomMembers(random, partitions, 1 + random.nextInt(5));
            Division gave = DivideShares.of(partitions, members);
            List<Member> after = members.stream()
                    .map(member -> new Member(member.id(), member.weight(), kept(member, gave), 0))
                    .toList();

            assertThat(DivideShares.of(partitions, after).owners()).isEqualTo(gave.owners());
        }
    }

    @Test
    void roundsOfFewEndWhereOneOfAllWouldIfNobodyComesOrGoes() {
        Random random = new Random(13);
        for (int i = 0; i < 500; i++) {
            int partitions = 1 + random.nextInt(100);
            List<Member> members = randomMembers(random, partitions, 1);
            Division division = DivideShares.of(partitions, members);
            int rounds = 0;
            while (division.more()) {
                assertThat(rounds++).isLessThan(partitions);
                Division last = division;
                members = members.stream()
                        .map(member -> new Member(member.id(), member.weight(), owned(member.id(), last), 1))
                        .toList();
                division = DivideShares.of(partitions, members);
            }
            List<Member> settled = members;
            Division end = division;
            assertThat(DivideShares.of(
                                    partitions,
                                    settled.stream()
                                            .map(member -> new Member(
                                                    member.id(), member.weight(), owned(member.id(), end), ALL))
                                            .toList())
                            .owners())
                    .isEqualTo(end.owners());
        }
    }

    private static List<Member> randomMembers(Random random, int partitions, int mayGive) {
        int servers = 1 + random.nextInt(8);
        List<NavigableSet<Integer>> owned = new ArrayList<>();
        IntStream.range(0, servers).forEach(server -> owned.add(new TreeSet<>()));
        for (int partition = 0; partition < partitions; partition++) {
            int owner = random.nextInt(servers + 1);
            if (owner < servers) {
                owned.get(owner).add(partition);
            }
        }
        List<Member> members = new ArrayList<>();
        for (int server = 0; server < servers; server++) {
            int weight = server > 0 && random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(400);
            members.add(new Member("server-" + server, weight, owned.get(server), mayGive));
        }
        return members;
    }

    private static NavigableSet<Integer> kept(Member member, Division division) {
        NavigableSet<Integer> kept = new TreeSet<>(member.owned());
        kept.removeIf(partition -> !member.id().equals(division.owners().get(partition)));
        return kept;
    }

    private static NavigableSet<Integer> owned(String id, Division division) {
        NavigableSet<Integer> owned = new TreeSet<>();
        division.owners().forEach((partition, owner) -> {
            if (owner.equals(id)) {
                owned.add(partition);
            }
        });
        return owned;
    }

    private static int moves(List<Member> members, Division division) {
        return members.stream()
                .mapToInt(
                        member -> member.owned().size() - kept(member, division).size())
                .sum();
    }

    private static Member none(String id) {
        return new Member(id, 100, new TreeSet<>(), ALL);
    }

    private static NavigableSet<Integer> range(int from, int to) {
        return new TreeSet<>(IntStream.range(from, to).boxed().toList());
    }

    private static Map<String, Integer> counts(Division division) {
        Map<String, Integer> counts = new TreeMap<>();
        division.owners().values().forEach(owner -> counts.merge(owner, 1, Integer::sum));
        return counts;
    }
}
