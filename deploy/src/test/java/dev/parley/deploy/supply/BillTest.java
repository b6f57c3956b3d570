package dev.parley.deploy.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.deploy.supply.Bill.Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bill that this build has just made, against the lists.
class BillTest {
    private static final List<String> LICENCES = Lists.read("licences.txt");
    private static final List<Denied> DENIED =
            Lists.read("denied.txt").stream().map(Denied::parse).toList();

    private final Bill bill = read();
    private final Bill page = readPage();

    @Test
    void everythingThatIsDeployedIsOnTheLists() {
        assertThat(bill.mistakes(LICENCES, DENIED)).isEmpty();
        assertThat(page.mistakes(LICENCES, DENIED)).isEmpty();
    }

    @Test
    void thePageThatBrowsersLoadHasFewLibraries() {
        assertThat(page.components().stream().map(Component::key))
                .containsExactlyInAnyOrder("npm:preact", "npm:@preact/signals", "npm:@preact/signals-core");
    }

    @Test
    void whatBuildsThePageIsNotInIt() throws IOException {
        assertThat(Bill.ofNpm(new ObjectMapper().readTree("""
                        {"packages": {"": {}, "web": {"version": "0.1.0"}, "node_modules/@parley/web": {"link": true},
                          "node_modules/vite": {"version": "7.0.0", "dev": true, "license": "MIT"},
                          "node_modules/fsevents": {"version": "2.3.3", "devOptional": true, "license": "MIT"},
                          "node_modules/@a/b/node_modules/@c/d": {"version": "1.2.3", "license": "ISC"}}}""")).components())
                .containsExactly(new Component("npm", "@c/d", "1.2.3", List.of("ISC")));
    }

    @Test
    void itNamesTheServicesAndWhatTheyStandOn() {
        assertThat(bill.components().stream().map(Component::key))
                .contains(
                        "dev.parley:api-service",
                        "dev.parley:chat-service",
                        "dev.parley:discovery-service",
                        "dev.parley:gateway-service",
                        "dev.parley:id-service",
                        "dev.parley:notification-service",
                        "dev.parley:presence-service",
                        "org.springframework.boot:spring-boot",
                        "org.apache.kafka:kafka-clients",
                        "org.apache.cassandra:java-driver-core",
                        "org.postgresql:postgresql",
                        "io.netty:netty-handler",
                        "io.lettuce:lettuce-core",
                        "com.google.protobuf:protobuf-java",
                        "com.nimbusds:nimbus-jose-jwt",
                        "tools.jackson.core:jackson-databind");
        assertThat(bill.components())
                .filteredOn(it -> !it.isOurs())
                .allSatisfy(it -> assertThat(it.version()).matches("[0-9].*"));
    }

    /// Tests' libraries run nowhere but here.
    @Test
    void itNamesNothingThatIsNotDeployed() {
        assertThat(bill.components().stream().map(Component::key))
                .doesNotContain(
                        "org.junit.jupiter:junit-jupiter-api",
                        "io.fabric8:kubernetes-model-core",
                        "info.picocli:picocli",
                        "dev.parley:cli-kit",
                        "dev.parley:fuzz-kit",
                        "dev.parley:engines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.example | tool | 1.0 | Proprietary | allowed licences",
                "org.example | tool | 1.0-SNAPSHOT | MIT | snapshot",
                "org.postgresql | postgresql | 1.0 | BSD-2-Clause | another version",
                "org.yaml | snakeyaml | 1.33 | Apache-2.0 | known to be bad",
                "npm | preact | 10.26.9 | MIT | known to be bad",
            })
    void whatIsNotOnTheListsIsNoticed(String group, String name, String version, String licence, String complaint) {
        Component added = new Component(group, name, version, List.of(licence));
        List<Component> components = new ArrayList<>(bill.components());
        components.add(added);
        assertThat(new Bill(components).mistakes(LICENCES, DENIED))
                .anySatisfy(it -> assertThat(it).contains(added.key() + ":" + version, complaint));
    }

    @Test
    void licencesAreReadInEachFormThatCycloneDxHas() throws IOException {
        assertThat(Bill.of(new ObjectMapper().readTree("""
                        {"components": [{"group": "g", "name": "n", "version": "1", "licenses": [
                          {"license": {"id": "MIT"}}, {"license": {"name": "Own"}}, {"expression": "A OR B"}]}]}""")).components())
                .containsExactly(new Component("g", "n", "1", List.of("MIT", "Own", "A OR B")));
    }

    @Test
    void anEntryThatNobodyWouldUnderstandIsRefused() {
        assertThatThrownBy(() -> Denied.parse("org.yaml:snakeyaml < 2.0")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Bill readPage() {
        try {
            return Bill.ofNpm(new ObjectMapper()
                    .readTree(Lists.ROOT.resolve("package-lock.json").toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Bill read() {
        try {
            return Bill.read(Lists.ROOT.resolve(Path.of("deploy", "target", "bom.json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the build makes it before the tests", unreadable);
        }
    }
}
