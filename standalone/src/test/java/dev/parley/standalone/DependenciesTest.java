package dev.parley.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Who may know whom, which calls nobody makes, and what nothing is called.
class DependenciesTest {
    @SuppressWarnings("unused") // by the parameterized tests
    private static final List<String> SERVICES = MainClasses.SERVICES;

    /// May ask the system for time, wait for it, or draw chance; everyone else is given a `Clock`, `Ticker`,
    /// `Pause` or `RandomGenerator`.
    private static final Set<String> CLOCKWORK = Set.of(
            "dev.parley.kit.time.TimeWiring", // where services get theirs
            "dev.parley.engines.Deadline", // waits for processes outside this one
            "dev.parley.standalone.Main", // hands elapsed time to what it starts
            "dev.parley.standalone.admin.Main", // waits between two tries
            "dev.parley.client.ClientBuilder", // the defaults of a library without wiring
            "dev.parley.client.simulate.Main", // chooses a seed and hands out its chance
            "dev.parley.client.terminal.Main"); // hands the user's clock to what it starts

    /// What is built on the client library and ships with it.
    private static final String[] CLIENT_PROGRAMS = {"dev.parley.client.terminal..", "dev.parley.client.simulate.."};

    private static final Set<String> TIME_AND_CHANCE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.lang.Math.random",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.UUID.randomUUID",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system");

    private static final Set<String> SERVICE_KIT_KNOWS_NO = Set.of(
            "Conversation",
            "Message",
            "Inbox",
            "Chat",
            "Member",
            "Group",
            "Presence",
            "Sequence",
            "Event",
            "User",
            "Device",
            "Push",
            "Slot",
            "Receipt");

    @ParameterizedTest
    @FieldSource("SERVICES")
    void noServiceKnowsAnother(String service) {
        String[] others = Stream.concat(SERVICES.stream(), Stream.of("standalone", "engines", "testkit", "client"))
                .filter(it -> !it.equals(service))
                .map(it -> "dev.parley." + it + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that(resideInAPackage("dev.parley." + service + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others)));
    }

    @Test
    void contractsKnowNoFrameworkAndNoDriver() {
        check(classes()
                .that(resideInAPackage("dev.parley.contracts.."))
                .should()
                .onlyDependOnClassesThat(isArrayOrIn(
                        "java..",
                        "org.jspecify..",
                        "dev.parley.contracts..",
                        "com.google.protobuf..",
                        "tools.jackson.core..",
                        "com.nimbusds..")));
    }

    @Test
    void serviceKitKnowsNoServiceAndNoDomainWord() {
        check(noClasses()
                .that(resideInAPackage("dev.parley.kit.."))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours, but neither service-kit's nor contracts'",
                        it -> it.getPackageName().startsWith("dev.parley.")
                                && !Set.of("kit", "contracts").contains(MainClasses.partOf(it)))));
        check(noClasses()
                .that(resideInAPackage("dev.parley.kit.."))
                .should()
                .haveNameMatching(".*\\.[A-Za-z$]*(" + String.join("|", SERVICE_KIT_KNOWS_NO) + ")[A-Za-z$]*"));
    }

    @Test
    void enginesKnowNothingOfOurs() {
        check(noClasses()
                .that(resideInAPackage("dev.parley.engines.."))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours",
                        it -> it.getPackageName().startsWith("dev.parley.")
                                && !MainClasses.partOf(it).equals("engines"))));
    }

    /// Also the conformance kit uses it, which must know the protocol from its documents alone.
    @Test
    void theCommandLineKitKnowsNothingOfOurs() {
        check(classes()
                .that(resideInAPackage("dev.parley.clikit.."))
                .should()
                .onlyDependOnClassesThat(isArrayOrIn("java..", "org.jspecify..", "picocli..", "dev.parley.clikit..")));
    }

    @Test
    void theClientLibraryIsSmall() {
        check(classes()
                .that(resideInAPackage("dev.parley.client.."))
                .and(DescribedPredicate.not(resideInAnyPackage(CLIENT_PROGRAMS)))
                .should()
                .onlyDependOnClassesThat(isArrayOrIn(
                                "java..",
                                "org.jspecify..",
                                "org.slf4j..",
                                "tools.jackson..",
                                "dev.parley.contracts..",
                                "dev.parley.client..")
                        .and(DescribedPredicate.not(resideInAnyPackage(CLIENT_PROGRAMS)))));
    }

    @Test
    void theClientsCoreIsPure() {
        check(classes()
                .that(resideInAPackage("dev.parley.client.conversation.."))
                .should()
                .onlyDependOnClassesThat(isArrayOrIn(
                        "java.lang..",
                        "java.time..",
                        "java.util",
                        "java.util.function..",
                        "java.util.stream..",
                        "java.util.random..",
                        "org.jspecify..",
                        "dev.parley.contracts..",
                        "dev.parley.client.conversation..",
                        "dev.parley.client.event..",
                        "dev.parley.client.frame..")));
    }

    @Test
    void timeAndChanceComeFromOutside() {
        check(noClasses()
                .that(areNotIn(CLOCKWORK))
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe("asks the system for it", DependenciesTest::isClockwork)));
    }

    @Test
    void thoseWhoMayAskForTimeDo() {
        assertThat(CLOCKWORK)
                .allSatisfy(name -> assertThat(MainClasses.ALL.get(name).getAccessesFromSelf())
                        .anyMatch(DependenciesTest::isClockwork));
    }

    /// Wiring may make the source of chance that it hands out.
    @Test
    void onlyWiringMakesSourcesOfChance() {
        check(noClasses()
                .that(areNotIn(CLOCKWORK))
                .and()
                .haveSimpleNameNotEndingWith("Wiring")
                .should()
                .callConstructorWhere(DescribedPredicate.describe(
                        "makes a source of chance", it -> it.getTargetOwner().isAssignableTo(RandomGenerator.class))));
    }

    @Test
    void nothingIsInjectedIntoFields() {
        ArchRule rule = noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource");
        check(rule);
    }

    @Test
    void namesSayWhatAClassIs() {
        check(noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base|Dto)"));
    }

    @Test
    void packagesAreFeatures() {
        check(noClasses()
                .should()
                .resideInAnyPackage(Stream.of("controller", "service", "repository", "model", "util", "config", "dto")
                        .map(it -> ".." + it + "..")
                        .toArray(String[]::new)));
    }

    @Test
    void everyPackageSaysWhatLivesThereAndIsNullMarked() {
        List<JavaPackage> ours = MainClasses.ALL.getPackage("dev.parley").getSubpackagesInTree().stream()
                .filter(it -> !it.getClasses().isEmpty())
                .filter(it -> !it.getName().equals("dev.parley.contracts.wire")) // generated
                .toList();
        assertThat(ours)
                .hasSizeGreaterThan(SERVICES.size())
                .allSatisfy(it -> assertThat(
                                it.tryGetPackageInfo().filter(info -> info.isAnnotatedWith(NullMarked.class)))
                        .as(it.getName())
                        .isPresent());
    }

    @Test
    void everyPartIsRead() {
        assertThat(MainClasses.ALL.stream().map(MainClasses::partOf).distinct())
                .containsAll(SERVICES)
                .contains("contracts", "kit", "clikit", "engines", "standalone", "client");
    }

    /// A rule that matches no class fails, too.
    private static void check(ArchRule rule) {
        rule.check(MainClasses.ALL);
    }

    private static DescribedPredicate<JavaClass> isArrayOrIn(String... packages) {
        return DescribedPredicate.describe(
                "lie in " + String.join(", ", packages),
                it -> it.getBaseComponentType().isPrimitive()
                        || resideInAnyPackage(packages).test(it.getBaseComponentType()));
    }

    private static DescribedPredicate<JavaClass> areNotIn(Set<String> names) {
        return DescribedPredicate.describe(
                "are not among " + names,
                it -> !names.contains(MainClasses.outermost(it).getName()));
    }

    private static boolean isClockwork(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        if (!(target instanceof AccessTarget.CodeUnitAccessTarget call)) {
            return false;
        }
        boolean now = call.getName().equals("now")
                && target.getOwner().getPackageName().equals("java.time")
                && call.getRawParameterTypes().stream().noneMatch(it -> it.isEquivalentTo(Clock.class));
        return now || TIME_AND_CHANCE.contains(target.getOwner().getName() + "." + call.getName());
    }
}
