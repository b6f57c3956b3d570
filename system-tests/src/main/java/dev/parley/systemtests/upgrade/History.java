package dev.parley.systemtests.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The repository's own history, asked of `git`; nothing in it is changed.
final class History {
    /// What an older release is built of, and what two releases may differ in.
    private static final List<String> OF_SERVICES =
            List.of("pom.xml", "common", "standalone", ":(glob)*-service/pom.xml", ":(glob)*-service/src/main/**");

    private final Path checkout;

    History(Path checkout) {
        this.checkout = checkout;
    }

    /// What a command said.
    private record Said(int code, String text) {}

    /// The full name of a revision's commit.
    String commit(String revision) throws NoReleaseException {
        Said inside = git("rev-parse", "--is-shallow-repository");
        if (inside.code() != 0) {
            throw new NoReleaseException("An older release is built from the repository's history, and git says: "
                    + inside.text().strip());
        }
        Said found = git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
        if (found.code() != 0) {
            throw new NoReleaseException("There is no revision " + revision + " in this repository's history"
                    + (inside.text().strip().equals("true")
                            ? ", which is cut off (a shallow clone): `git fetch --unshallow` brings the rest."
                            : "."));
        }
        return found.text().strip();
    }

    /// Its subject and day.
    String about(String commit) throws NoReleaseException {
        return must("log", "-1", "--format=%h of %as, \"%s\"", commit).strip();
    }

    /// How many files of services and what they share differ between the commit and what lies here.
    long differences(String commit) throws NoReleaseException {
        List<String> words = new ArrayList<>(List.of("diff", "--name-only", commit, "--"));
        words.addAll(OF_SERVICES);
        return must(words.toArray(String[]::new)).lines().count();
    }

    /// Puts the commit's files into an empty directory.
    void unpack(String commit, Path into) throws NoReleaseException {
        try {
            Files.createDirectories(into);
            Path archive = into.resolve("archive.tar");
            must("archive", "--format=tar", "--output=" + archive.toAbsolutePath(), commit);
            Said unpacked =
                    run(into, List.of("tar", "-xf", archive.getFileName().toString()));
            if (unpacked.code() != 0) {
                throw new NoReleaseException("The archive of " + commit + " could not be unpacked: " + unpacked.text());
            }
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String must(String... words) throws NoReleaseException {
        Said said = git(words);
        if (said.code() != 0) {
            throw new NoReleaseException(
                    "git " + words[0] + " says: " + said.text().strip());
        }
        return said.text();
    }

    private Said git(String... words) throws NoReleaseException {
        List<String> command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
        command.addAll(List.of(words));
        return run(checkout, command);
    }

    private static Said run(Path directory, List<String> command) throws NoReleaseException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException missing) {
            throw new NoReleaseException("An older release is built from the repository's history, and "
                    + command.getFirst() + " can't be run: " + missing.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
