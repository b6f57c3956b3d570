package dev.parley.client.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A group that the people make with the developer's user.
///
/// @param members without that user; the first one founds it
record Circle(String title, List<Person> members) {
    private static final List<String> TITLES = List.of("Lunch 🍜", "Book club", "فريق الرحلة");
    /// More would make a group in which nobody is heard.
    private static final int MOST_MEMBERS = 30;

    private static final int SMALLEST = 3;

    Circle {
        members = List.copyOf(members);
    }

    /// One for every three people, up to three: the first of all, the others of a part of them.
    static List<Circle> of(List<Person> people) {
        int count = Math.min(TITLES.size(), people.size() / SMALLEST);
        List<Circle> circles = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int rest = number;
            circles.add(new Circle(
                    TITLES.get(number),
                    IntStream.range(0, people.size())
                            .filter(i -> rest == 0 || i % count == rest)
                            .limit(MOST_MEMBERS)
                            .mapToObj(people::get)
                            .toList()));
        }
        return circles;
    }

    boolean isFoundedBy(Person person) {
        return members.getFirst() == person;
    }
}
