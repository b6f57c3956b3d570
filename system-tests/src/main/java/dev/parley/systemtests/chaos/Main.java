package dev.parley.systemtests.chaos;

import dev.parley.engines.EngineException;
import dev.parley.systemtests.process.Cluster;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `./parley chaos`: three chat servers and everything else as processes, 50 people, and harm for as long as is asked.
///
/// Exit code 0: green; 1: red; 2: usage.
public final class Main {
    private static final String USAGE = """
            Usage: ./parley chaos [--seconds N] [--seed S] [--people P] [--servers C]
              --seconds  how long harm is done, after the start and before the verdict; 120
              --seed     decides what is done in which order; a new one each time
              --people   how many talk, a multiple of ten; 50
              --servers  chat servers, 2 to 4; 3""";

    private static final int CHAT_SERVERS = 3;
    private static final int PEOPLE = 50;
    private static final int SECONDS = 120;
    private static final Duration FREEZE = Duration.ofSeconds(45);

    private record Wish(int seconds, long seed, int people, int servers) {
        Wish {
            require(seconds >= 1, "--seconds takes at least 1");
            require(people >= 10 && people <= 100 && people % 10 == 0, "--people takes a multiple of ten up to 100");
            require(servers >= 2 && servers <= Cluster.MOST_CHAT_SERVERS, "--servers takes 2 to 4");
        }

        private static void require(boolean met, String rule) {
            if (!met) {
                throw new IllegalArgumentException(rule + ".");
            }
        }
    }

    private Main() {}

    public static void main(String[] words) throws Exception {
        System.exit(run(List.of(words), System.out));
    }

    static int run(List<String> words, PrintStream out) throws Exception {
        Wish wish;
        try {
            wish = read(words);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println(USAGE);
            return 2;
        }
        out.println("seed " + wish.seed());
        Path home = Path.of(System.getProperty("parley.root", ""), ".parley").toAbsolutePath();
        try (Cluster cluster =
                Cluster.fresh(home.resolve("chaos"), home.resolve("binaries"), wish.servers(), Chaos.SETTINGS)) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop-everything"));
            cluster.start(name -> out.println("          " + name + " runs"));
            Chaos.Verdict verdict = new Chaos(cluster, wish.seed(), FREEZE, out::println)
                    .run(wish.people(), Duration.ofSeconds(wish.seconds()), false);
            verdict.broken().forEach(out::println);
            out.println(
                    verdict.isGreen()
                            ? "green: " + verdict.summary() + "; nothing lost, nothing twice, one order"
                            : "red: " + verdict.broken().size() + " promises broken; " + verdict.summary()
                                    + "; logs are in " + home.resolve("chaos"));
            return verdict.isGreen() ? 0 : 1;
        } catch (EngineException | AssertionError failed) {
            failed.printStackTrace(out);
            out.println("red: " + failed.getMessage() + "; logs are in " + home.resolve("chaos"));
            return 1;
        }
    }

    private static Wish read(List<String> words) {
        int seconds = SECONDS;
        long seed = System.currentTimeMillis() % 1_000_000;
        int people = PEOPLE;
        int servers = CHAT_SERVERS;
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (option) {
                case "--seconds" -> seconds = number(option, value);
                case "--seed" -> seed = number(option, value);
                case "--people" -> people = number(option, value);
                case "--servers" -> servers = number(option, value);
                default -> throw new IllegalArgumentException("There is no option " + option + ".");
            }
        }
        return new Wish(seconds, seed, people, servers);
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(option + " takes a number.", notOne);
        }
    }
}
