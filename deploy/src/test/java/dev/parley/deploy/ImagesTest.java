package dev.parley.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can be checked of the images without building one.
class ImagesTest {
    private static final Path IMAGES = Repository.DEPLOY.resolve("images");
    private static final String DOCKERFILE = Repository.read(IMAGES.resolve("Dockerfile"));
    private static final String BUILD = Repository.read(IMAGES.resolve("build"));
    private static final String SERVICES = "-pl \"$(echo *-service | tr ' ' ',')\" -am ";

    @Test
    void theDockerfileKeepsTheRules() {
        assertThat(mistakes(DOCKERFILE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USER 65532:65532 | USER root | root",
                "USER 65532:65532 | USER nonroot | number",
                "ENTRYPOINT [\"/parley/java/bin/java\", | ENTRYPOINT java -jar app.jar # | exec form",
                "ARG BASE=gcr.io/distroless/base-nossl-debian12:nonroot | ARG BASE=debian | version",
                "COPY deploy/images/jvm.options /parley/jvm.options | ADD deploy/images/jvm.options /parley/ | ADD",
                "WORKDIR /parley/app | WORKDIR app | absolute",
                "--from=runtime /parley/java /parley/java | --from=jre /parley/java /parley/java | no stage",
                "FROM ${BASE} | FROM ${BASE}\\nRUN apt-get update | last stage",
                "COPY ${SERVICE}/target/${SERVICE}-run.jar service.jar | COPY . . | let through",
            })
    void aBrokenDockerfileIsNoticed(String part, String broken, String complaint) {
        String changed = DOCKERFILE.replace(part, broken.replace("\\n", "\n"));
        assertThat(changed).isNotEqualTo(DOCKERFILE);
        assertThat(mistakes(changed)).anySatisfy(it -> assertThat(it).contains(complaint));
    }

    @Test
    void aFreshCheckoutCanBeBuilt() {
        assertThat(mistakesOfBuild(BUILD, DOCKERFILE)).isEmpty();
        String whole = BUILD.replace(SERVICES, "");
        assertThat(whole).isNotEqualTo(BUILD);
        assertThat(mistakesOfBuild(whole, DOCKERFILE))
                .anySatisfy(it -> assertThat(it).contains("wants a test-jar"));
        assertThat(mistakesOfBuild(BUILD, "# Needs what `mvn -Pimages -DskipTests package` left"))
                .anySatisfy(it -> assertThat(it).contains("another command"));
    }

    @Test
    void everyServiceBecomesOneFile() {
        assertThat(Repository.services())
                .allSatisfy(service -> assertThat(
                                Repository.read(Repository.ROOT.resolve(service).resolve("pom.xml")))
                        .contains("<parley.not-a-service>false</parley.not-a-service>"));
    }

    /// An option that this JVM does not know would stop every container.
    @Test
    void theJvmTakesItsOptions() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + IMAGES.resolve("jvm.options"),
                        "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(java.exitValue()).as(said).isZero();
        assertThat(said).doesNotContain("warning");
    }

    /// Without test classes there are no test-jars, so the modules that are built may not ask for one; which modules
    /// those are nobody says without `-pl`.
    private static List<String> mistakesOfBuild(String build, String dockerfile) {
        List<String> mistakes = new ArrayList<>();
        List<String> commands =
                build.lines().filter(it -> it.startsWith("mvn ")).toList();
        for (String command : commands) {
            if (command.contains("-Dmaven.test.skip")) {
                List<String> built = command.contains(SERVICES) ? Repository.services() : Repository.modules();
                built.stream()
                        .filter(it -> Repository.read(
                                        Repository.ROOT.resolve(it).resolve("pom.xml"))
                                .contains("<type>test-jar</type>"))
                        .forEach(it -> mistakes.add(it + " wants a test-jar, which is not built by " + command));
            }
        }
        if (commands.size() != 1) {
            mistakes.add("not one call of Maven: " + commands);
        }
        if (dockerfile.contains("mvn ")) {
            mistakes.add("the Dockerfile names another command than deploy/images/build has");
        }
        return mistakes;
    }

    private static List<String> mistakes(String dockerfile) {
        List<String> mistakes = new ArrayList<>();
        List<String> stages = new ArrayList<>();
        String ignored = Repository.read(Repository.ROOT.resolve(".dockerignore"));
        boolean last = false;
        String user = "root";
        for (String line : dockerfile.replaceAll("\\\\\n", " ").lines().toList()) {
            String[] words = line.trim().split("\\s+");
            switch (words[0]) {
                case "ARG" -> {
                    if (line.contains("=") && !line.matches(".*:[^/]*[0-9a-z].*")) {
                        mistakes.add("an image without a version: " + line);
                    }
                }
                case "FROM" -> {
                    last = words.length == 2;
                    stages.add(words[words.length - 1]);
                }
                case "USER" -> user = words[1];
                case "ADD" -> mistakes.add("ADD fetches and unpacks; COPY does neither");
                case "RUN" -> {
                    if (last) {
                        mistakes.add("the last stage has no shell to run: " + line);
                    }
                }
                case "WORKDIR" -> {
                    if (!words[1].startsWith("/")) {
                        mistakes.add("WORKDIR is not absolute: " + line);
                    }
                }
                case "COPY" -> {
                    boolean fromStage = words[1].startsWith("--from=");
                    if (fromStage && !stages.contains(words[1].substring("--from=".length()))) {
                        mistakes.add("there is no stage for " + line);
                    }
                    String source = words[1].replaceFirst("^\\$\\{SERVICE}", "*-service")
                            .replace("${SERVICE}", "*");
                    if (!fromStage && !ignored.contains("!" + source)) {
                        mistakes.add(".dockerignore does not let through " + source);
                    }
                }
                case "ENTRYPOINT" -> {
                    if (!words[1].startsWith("[")) {
                        mistakes.add("not in exec form, so signals do not reach Java: " + line);
                    }
                }
                default -> {}
            }
        }
        if (user.startsWith("root") || user.startsWith("0")) {
            mistakes.add("runs as root");
        } else if (!user.matches("\\d+:\\d+")) {
            mistakes.add("Kubernetes can't see that " + user + " is not root: it needs a number");
        }
        return mistakes;
    }
}
