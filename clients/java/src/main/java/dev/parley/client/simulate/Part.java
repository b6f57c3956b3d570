package dev.parley.client.simulate;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Whom one of the people is played as. The same number is the same person in every run, so accounts are used again.
///
/// @param name to log in with; ends in a mark by which a developer knows them
/// @param writesFirst writes to the developer's user without having been written to
/// @param latency how long each frame takes on this person's network, one way
record Part(String name, String displayName, Language language, boolean writesFirst, Duration latency) {
    private static final String MARK = ".sim";
    private static final Duration SLOW = Duration.ofMillis(400);
    private static final int FRIENDS = 3;
    private static final int SLOW_ONES = 5;

    private record Face(String name, String displayName, Language language) {}

    private static final List<Face> FACES = List.of(
            new Face("lena", "Lena Vogel", Language.GERMAN),
            new Face("omar", "عمر الحداد", Language.ARABIC),
            new Face("grace", "Grace O’Connor", Language.ENGLISH),
            new Face("yuki", "田中 由紀", Language.JAPANESE),
            new Face("mateo", "Mateo Ibáñez 🌵", Language.SPANISH),
            new Face("noa", "נועה לוי", Language.HEBREW),
            new Face("priya", "प्रिया शर्मा", Language.HINDI),
            new Face("ivan", "Иван Кузнецов", Language.RUSSIAN),
            new Face("chloe", "Chloé Lefèvre", Language.FRENCH),
            new Face("wei", "李伟", Language.CHINESE),
            new Face("sam", "sam", Language.ENGLISH),
            new Face("layla", "ليلى (Layla) 🌙", Language.ARABIC),
            new Face("hubert", "Hubertus Maximilian Freiherr von Hohenstein-Wittelsbach", Language.GERMAN),
            new Face("aoife", "Aoife Ní Bhriain", Language.ENGLISH),
            new Face("kenji", "ケンジ", Language.JAPANESE));

    /// Parts number 0 to `count` − 1.
    static List<Part> first(int count) {
        return IntStream.range(0, count).mapToObj(Part::number).toList();
    }

    private static Part number(int number) {
        Face face = FACES.get(number % FACES.size());
        int again = number / FACES.size();
        String suffix = again == 0 ? "" : Integer.toString(again + 1);
        boolean slow = number % SLOW_ONES == SLOW_ONES - 1;
        return new Part(
                face.name() + suffix + MARK,
                face.displayName() + (again == 0 ? "" : " " + suffix),
                face.language(),
                number % FRIENDS == 0,
                slow ? SLOW.multipliedBy(1 + again % FRIENDS) : Duration.ZERO);
    }

    boolean isSlow() {
        return latency.isPositive();
    }
}
