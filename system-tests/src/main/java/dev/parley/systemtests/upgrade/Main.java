package dev.parley.systemtests.upgrade;

import dev.parley.engines.EngineException;
import dev.parley.systemtests.chaos.Chaos;
import dev.parley.systemtests.process.Cluster;
import dev.parley.systemtests.process.Release;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `./parley upgrade`: a cluster of an older release is rolled to this build and back while people talk in it.
///
/// Exit code 0: green; 1: red, or the older release can't be had; 2: usage.
public final class Main {
    private static final String USAGE = """
            Usage: ./parley upgrade [--from REVISION] [--way WAY] [--seconds N] [--people P] [--servers C]
              --from     the older release, as git understands it; what system-tests/previous-release names
              --way      whole: every process becomes a new one, then an old one again; half: new ones serve beside the
                         old ones, then go; whole
              --seconds  how long chat servers of both serve at least, on the way there and on the way back; 20
              --people   how many talk, a multiple of ten; 50
              --servers  chat servers, 2 to 4; 3
            What is built of the older release stays below .parley/releases.""";

    private static final String WHOLE = "whole";
    private static final String HALF = "half";
    private static final int CHAT_SERVERS = 3;
    private static final int PEOPLE = 50;
    private static final int SECONDS = 20;
    private static final int MOST_SECONDS = 3_600;

    private record Wish(String from, String way, int seconds, int people, int servers) {
        Wish {
            require(way.equals(WHOLE) || way.equals(HALF), "--way takes whole or half");
            require(seconds >= 1 && seconds <= MOST_SECONDS, "--seconds takes 1 to " + MOST_SECONDS);
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
        Path checkout = Path.of(System.getProperty("parley.root", "")).toAbsolutePath();
        Wish wish;
        try {
            wish = read(words);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println(USAGE);
            return 2;
        }
        BuildRelease build = new BuildRelease(checkout, out::println);
        Release old;
        try {
            old = build.of(wish.from().isEmpty() ? build.previous() : wish.from());
        } catch (NoReleaseException | IllegalStateException missing) {
            out.println("red: " + missing.getMessage());
            return 1;
        }
        return roll(wish, old, checkout.resolve(".parley"), out);
    }

    private static int roll(Wish wish, Release old, Path home, PrintStream out) throws Exception {
        Path directory = home.resolve("upgrade");
        try (Cluster cluster =
                Cluster.rolling(directory, home.resolve("binaries"), wish.servers(), Chaos.SETTINGS, old)) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop-everything"));
            cluster.start(name -> out.println("          " + name + " runs"));
            Upgrade upgrade = new Upgrade(cluster, old, Release.OWN, Duration.ofSeconds(wish.seconds()), out::println);
            Upgrade.Verdict verdict = wish.way().equals(HALF)
                    ? upgrade.halfWayAndBack(wish.people())
                    : upgrade.thereAndBack(wish.people());
            verdict.broken().forEach(out::println);
            out.println(
                    verdict.isGreen()
                            ? "green: " + verdict.summary() + "; nothing lost, nothing twice, one order, nobody refused"
                            : "red: " + verdict.broken().size() + " promises broken; " + verdict.summary()
                                    + "; logs are in " + directory);
            return verdict.isGreen() ? 0 : 1;
        } catch (EngineException | AssertionError failed) {
            failed.printStackTrace(out);
            out.println("red: " + failed.getMessage() + "; logs are in " + directory);
            return 1;
        }
    }

    private static Wish read(List<String> words) {
        String from = "";
        String way = WHOLE;
        int seconds = SECONDS;
        int people = PEOPLE;
        int servers = CHAT_SERVERS;
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (option) {
                case "--from" -> from = revision(value);
                case "--way" -> way = value;
                case "--seconds" -> seconds = number(option, value);
                case "--people" -> people = number(option, value);
                case "--servers" -> servers = number(option, value);
                default -> throw new IllegalArgumentException("There is no option " + option + ".");
            }
        }
        return new Wish(from, way, seconds, people, servers);
    }

    private static String revision(String text) {
        if (text.isBlank() || text.startsWith("-")) {
            throw new IllegalArgumentException("--from takes a revision.");
        }
        return text;
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(option + " takes a number.", notOne);
        }
    }
}
