package dev.parley.fuzz;

import dev.parley.fuzzkit.Corpus;
import dev.parley.fuzzkit.FuzzTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `./parley fuzz`: looks for inputs that break what parsers promise, and keeps those that do.
///
/// Exit code 0: green; 1: red; 2: usage, or the fuzzer does not run here.
public final class Main {
    private Main() {}

    public static void main(String[] words) throws InterruptedException {
        System.exit(run(List.of(words), Path.of(System.getProperty("parley.root", ".")), System.out));
    }

    static int run(List<String> words, Path root, PrintStream out) throws InterruptedException {
        if (words.contains("--help") || words.contains("-h")) {
            out.println(Options.USAGE);
            return 0;
        }
        if (words.equals(List.of("--list"))) {
            Targets.ALL.forEach(target -> out.println(target.name() + ": " + target.promise()));
            return 0;
        }
        try {
            return hunt(Options.read(words, Targets.ALL), root, out);
        } catch (Options.UsageException wrong) {
            out.println(wrong.getMessage() + "\n" + Options.USAGE);
            return 2;
        } catch (IOException noFuzzer) {
            out.println("the fuzzer does not run here: " + noFuzzer.getMessage());
            return 2;
        }
    }

    private static int hunt(Options options, Path root, PrintStream out) throws IOException, InterruptedException {
        Progress progress = new Progress(out, System::nanoTime);
        List<String> red = new ArrayList<>();
        long inputs = 0;
        for (FuzzTarget target : options.targets()) {
            Path scratch = root.resolve(".parley").resolve("fuzz").resolve(target.name());
            Hunt.Result result =
                    new Hunt(target, Corpus.folder(root, target.name()), scratch).run(options.each(), progress);
            inputs += result.said().inputs();
            progress.line(target, result.said(), result.isGreen() ? "" : ", and one that breaks the promise");
            result.found()
                    .forEach(file -> red.add(target.name() + " promises: " + target.promise() + "\n  but "
                            + result.said().broken() + "\n  with " + root.relativize(file)));
        }
        String tried = String.format(
                Locale.ROOT,
                "%d targets, %,d inputs, %d s for each",
                options.targets().size(),
                inputs,
                options.each().toSeconds());
        red.forEach(out::println);
        out.println(red.isEmpty() ? "green: " + tried + "; every promise held" : "red: " + tried + "; see above");
        return red.isEmpty() ? 0 : 1;
    }
}
