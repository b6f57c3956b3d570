import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// Makes topics of one partition on a broker until a total or a time is reached, and says at each step what the broker
/// has become. Argument 1: bootstrap address; 2: the broker's pid; 3: its data directory; 4...: totals, rising.
class TopicsPerBroker {
    private static final int AT_ONCE = 250;
    private static final Duration STEP_BOUND = Duration.ofMinutes(8);

    public static void main(String[] arguments) throws Exception {
        Path process = Path.of("/proc", arguments[1]);
        Path data = Path.of(arguments[2]);
        System.out.println("| topics | time for the last step | topics/s | broker RSS | open files | files on disk |");
        System.out.println("|---|---|---|---|---|---|");
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", arguments[0], "default.api.timeout.ms", 120_000, "request.timeout.ms", 110_000))) {
            say(0, 0, Duration.ZERO, process, data);
            int made = 0;
            for (int i = 3; i < arguments.length; i++) {
                int total = Integer.parseInt(arguments[i]);
                int before = made;
                long start = System.nanoTime();
                while (made < total && System.nanoTime() - start < STEP_BOUND.toNanos()) {
                    List<NewTopic> topics = new ArrayList<>();
                    IntStream.range(made, Math.min(total, made + AT_ONCE))
                            .forEach(number -> topics.add(new NewTopic("recipient-" + number, 1, (short) 1)));
                    admin.createTopics(topics).all().get(120, TimeUnit.SECONDS);
                    made += topics.size();
                }
                awaitUsable(admin, made - 1);
                say(made, made - before, Duration.ofNanos(System.nanoTime() - start), process, data);
                if (made < total) {
                    System.out.println("stopped after " + STEP_BOUND.toMinutes() + " minutes, short of " + total);
                    return;
                }
            }
        }
    }

    /// A topic counts when its partition answers: the controller is done long before the broker is.
    private static void awaitUsable(Admin admin, int number) throws InterruptedException {
        TopicPartition last = new TopicPartition("recipient-" + number, 0);
        while (true) {
            try {
                admin.listOffsets(Map.of(last, OffsetSpec.latest())).all().get(120, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException | TimeoutException notYet) {
                Thread.sleep(100); // Asking more often would take time from the broker.
            }
        }
    }

    private static void say(int topics, int step, Duration took, Path process, Path data) throws Exception {
        long rssKb = Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        long open;
        try (var files = Files.list(process.resolve("fd"))) {
            open = files.count();
        }
        long onDisk = files(data.toFile());
        double seconds = took.toMillis() / 1_000.0;
        System.out.printf(
                "| %,d | %.1f s | %.0f | %,d MiB | %,d | %,d |%n",
                topics, seconds, seconds == 0 ? 0 : step / seconds, rssKb / 1_024, open, onDisk);
    }

    /// The broker renames files meanwhile; what vanishes is not counted.
    private static long files(File directory) {
        File[] entries = directory.listFiles();
        long count = 0;
        for (File entry : entries == null ? new File[0] : entries) {
            count += entry.isDirectory() ? files(entry) : 1;
        }
        return count;
    }
}
