package dev.parley.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Texts as people write them to each other, made from a seed: frequent English words by Zipf's law, rare words,
/// numbers, and a smiley now and then. What matters is that they compress about as chats do, and that none is like the
/// other.
public final class ChatTexts {
    private static final String[] WORDS =
            ("i you the to a it and that is of in what for on me my we this have do no be not are your so was but just"
                            + " with like if can at know all get about up there out now they will don't he how when good one go"
                            + " she time or from want here then think see had her come him tell really would some take right who"
                            + " more an as back well make did could going say yes need why okay still too much something them been"
                            + " us again thanks sorry look home day let tomorrow today night work love little very where should"
                            + " maybe way has people over than thing off our please never before because only first call help"
                            + " always down any even give talk long find after other sure great everything two nice last wait"
                            + " which man better money into car left around those leave place morning hope ask school week later"
                            + " soon does keep friend always meet happy buy food stay tonight bring send read phone train late"
                            + " early minute hour house room dinner lunch coffee weekend photo video meeting office ready almost"
                            + " actually probably already enough another without between while since until though anyway somehow"
                            + " exactly definitely forgot remember believe understand sounds looking forward happened different"
                            + " problem question answer idea plan change start finish")
                    .split(" ");
    private static final String[] SYLLABLES =
            "ka lo mi ren ta su vel dor an be fi gra hol jus ke lin mar no pe qui ro sa ti ul vi wes xa yo ze bru"
                    .split(" ");
    private static final String[] ENDS = {
        "", "", "", "", "", ".", "?", "!", "...", " :)", " \uD83D\uDE02", " \uD83D\uDC4D"
    };
    private static final double RARE = 0.1;
    private static final double NUMBERS = 0.02;
    /// Half of the texts have up to six words, few have more than thirty.
    private static final double ANOTHER_WORD = 0.89;

    private static final int MOST_WORDS = 60;

    private ChatTexts() {}

    /// Free of quotes and backslashes, so they stand in JSON as they are.
    public static List<String> make(int howMany, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(howMany);
        for (int i = 0; i < howMany; i++) {
            StringBuilder text = new StringBuilder(word(random));
            for (int words = 1; words < MOST_WORDS && random.nextDouble() < ANOTHER_WORD; words++) {
                text.append(random.nextInt(12) == 0 ? ", " : " ").append(word(random));
            }
            texts.add(text.append(ENDS[random.nextInt(ENDS.length)]).toString());
        }
        return texts;
    }

    private static String word(Random random) {
        double kind = random.nextDouble();
        if (kind < NUMBERS) {
            return Integer.toString(random.nextInt(1, 2_000));
        }
        if (kind < NUMBERS + RARE) {
            StringBuilder rare = new StringBuilder();
            for (int i = random.nextInt(2, 5); i > 0; i--) {
                rare.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            return rare.toString();
        }
        // The inverse of a logarithm falls as Zipf's law does.
        int rank = (int) Math.exp(random.nextDouble() * Math.log(WORDS.length + 1)) - 1;
        return WORDS[Math.min(rank, WORDS.length - 1)];
    }
}
