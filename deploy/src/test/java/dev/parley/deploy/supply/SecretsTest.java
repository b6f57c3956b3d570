package dev.parley.deploy.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.deploy.supply.Secrets.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that git keeps. What has left the newest commit is still in the history and is not looked at here.
class SecretsTest {
    /// Text files of ours are smaller; a larger one is named, so that it is not passed over in silence.
    private static final long MAX_BYTES = 4L << 20;

    /// Findings that are none, as a line of `deploy/supply/not-secret.txt` has them: `rule | files | text | reason`.
    ///
    /// @param text stands in the finding, so that another secret in the same file is still one
    private record Allowed(String line, String rule, PathMatcher files, String text) {
        static Allowed parse(String line) {
            String[] parts = line.split(" \\| ", -1);
            assertThat(parts).as("rule | files | text | reason: " + line).hasSize(4);
            return new Allowed(line, parts[0], FileSystems.getDefault().getPathMatcher("glob:" + parts[1]), parts[2]);
        }

        boolean covers(Finding finding) {
            return rule.equals(finding.rule())
                    && files.matches(Path.of(finding.file()))
                    && finding.text().contains(text);
        }
    }

    @Test
    void noFileHasASecret() throws Exception {
        List<Allowed> allowed =
                Lists.read("not-secret.txt").stream().map(Allowed::parse).toList();
        List<Finding> found = new ArrayList<>();
        for (String file : tracked()) {
            found.addAll(Secrets.in(file, text(Lists.ROOT.resolve(file))));
        }
        assertThat(found.stream().filter(finding -> allowed.stream().noneMatch(it -> it.covers(finding))))
                .as("secrets, or what looks like one and is not in deploy/supply/not-secret.txt")
                .isEmpty();
        assertThat(allowed.stream().filter(it -> found.stream().noneMatch(it::covers)))
                .as("lines of deploy/supply/not-secret.txt that nothing needs any more")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.pem, private-key, -----BEGIN EC PRIVATE~ KEY----- MHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Keys.java, private-key, -----BEGIN PRIVATE~ KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49",
        "Keys.java, private-jwk, '\"d\": \"~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"'",
        "notes.md, aws-key, AKIA~ABCDEFGHIJKLMNOP",
        "app.ts, google-key, AIza~SyA0123456789abcdefghijklmnopqrstuv",
        "ci.sh, github-token, ghp_~abcdefghijklmnopqrstuvwxyz0123456789",
        "ci.sh, gitlab-token, glpat-~abcdefghij0123456789",
        "bot.py, slack-token, xoxb-~1234567890-abc",
        ".npmrc, npm-token, //registry.example.org/:_authToken~=abc",
        "pay.ts, stripe-key, sk_live_~abcdefghij0123456789",
        "a.http, jwt, eyJhbGciOiJFUzI1NiJ9.~eyJzdWIiOiI3In0AA.AAAAAAAAAAAAAAAAAAAAAAAA",
        "README.md, password-in-url, postgres~://parley:hunter2@db.example.org/parley",
        "deploy/app.yaml, named, 'password: ~correct-horse'",
        "deploy/app.env, named, PARLEY_TICKET_KEYS=~cGFybGV5",
        "Dockerfile, named, ENV API_KEY=~abcdefgh",
        "settings.json, named, '\"clientSecret\": \"~abcdefgh\"'",
    })
    void eachShapeIsNoticed(String file, String rule, String spelled) {
        // Spelled with a gap, so that this file has none of them.
        String text = "first line\n" + spelled.replace("~", "");
        assertThat(Secrets.in(file, text)).anySatisfy(it -> assertThat(it).hasToString(rule + " in " + file + ":2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: ${POSTGRES_PASSWORD}",
                "password: {{ .password }}",
                "passwordSecret:\n  name: parley",
                "secret: true",
                "password: ''",
                "keys-file: /run/secrets/keys",
                "password:\n  secretName: parley",
            })
    void whatPointsAtASecretIsNone(String text) {
        assertThat(Secrets.in("app.yaml", text)).isEmpty();
    }

    private static List<String> tracked() throws IOException, InterruptedException {
        assumeThat(Lists.ROOT.resolve(".git")).as("a checkout").exists();
        Process git = new ProcessBuilder("git", "-C", Lists.ROOT.toString(), "ls-files", "-z")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as("exit code of git ls-files").isZero();
        List<String> files = List.of(names.split("\0"));
        assertThat(files).contains("pom.xml", "docker-compose.yml");
        return files;
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return ""; // Removed and not yet committed.
        }
        assertThat(file)
                .as("small enough to look at")
                .satisfies(it -> assertThat(Files.size(it)).isLessThan(MAX_BYTES));
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
