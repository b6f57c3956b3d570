package dev.parley.chat.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Divides partitions among members by weight. Each member gets its exact part, rounded down or up; among all
/// divisions that do, the one that moves the fewest partitions. A member that may not give enough at once keeps the
/// rest for a later round. Pure: the same input gives the same division at every member.
///
/// Parts are rounded by largest remainder (Hamilton's method), but those who have the partition already come first.
public final class DivideShares {
    /// One member of the group.
    ///
    /// @param id unlike any other; breaks ties
    /// @param weight compared with the others'; 0 takes nothing
    /// @param owned partitions that it has now; nobody else has them
    /// @param mayGive most of them that may leave it in this round
    public record Member(String id, int weight, NavigableSet<Integer> owned, int mayGive) {}

    /// @param owners member ids by partition
    /// @param more further partitions have to move, but may not yet
    public record Division(Map<Integer, String> owners, boolean more) {}

    private static final class Part {
        final Member member;
        final NavigableSet<Integer> keeps;
        final long remainder;
        int quota;
        int count;

        /// Its exact part is `numerator / denominator`.
        Part(Member member, long numerator, long denominator) {
            this.member = member;
            this.keeps = new TreeSet<>(member.owned());
            this.quota = Math.toIntExact(numerator / denominator);
            this.remainder = numerator % denominator;
        }

        boolean hasMoreThanQuota() {
            return member.owned().size() > quota;
        }

        int lacks() {
            return quota - count;
        }
    }

    private DivideShares() {}

    /// @param partitions there are, numbered from 0
    /// @param members at least one
    public static Division of(int partitions, List<Member> members) {
        List<Part> parts = quotas(partitions, members);
        Map<Integer, String> owners = new TreeMap<>();
        NavigableSet<Integer> free = new TreeSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            free.add(partition);
        }
        boolean more = false;
        boolean nobodyTakes = members.stream().allMatch(member -> member.weight() == 0);
        for (Part part : parts) {
            int surplus = Math.max(0, part.keeps.size() - part.quota);
            int gives = nobodyTakes ? 0 : Math.min(surplus, part.member.mayGive());
            more |= gives < surplus && !nobodyTakes;
            for (int given = 0; given < gives; given++) {
                part.keeps.pollLast();
            }
            part.keeps.forEach(partition -> owners.put(partition, part.member.id()));
            part.count = part.keeps.size();
            free.removeAll(part.keeps);
        }
        for (int partition : free) {
            Part neediest = parts.stream()
                    .max(Comparator.comparingInt(Part::lacks)
                            .thenComparing(part -> part.member.id(), Comparator.reverseOrder()))
                    .orElseThrow();
            neediest.count++;
            owners.put(partition, neediest.member.id());
        }
        return new Division(owners, more);
    }

    private static List<Part> quotas(int partitions, List<Member> members) {
        long total = members.stream().mapToLong(Member::weight).sum();
        List<Part> parts = new ArrayList<>();
        for (Member member : members) {
            parts.add(
                    total == 0
                            ? new Part(member, partitions, members.size())
                            : new Part(member, (long) partitions * member.weight(), total));
        }
        int left = partitions - parts.stream().mapToInt(part -> part.quota).sum();
        parts.stream()
                .sorted(Comparator.comparing((Part part) -> part.remainder == 0)
                        .thenComparing(part -> !part.hasMoreThanQuota())
                        .thenComparing(part -> -part.remainder)
                        .thenComparing(part -> part.member.id()))
                .limit(left)
                .forEach(part -> part.quota++);
        return parts;
    }
}
