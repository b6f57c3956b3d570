package dev.parley.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// In a service, a class's name tells its role, and the role decides what the class may use.
///
/// Every role may use [#ALWAYS] and the service's own classes, except that what is inside (core, use case, port)
/// knows nothing of what is outside (adapters, edges, wiring). A class outside its role goes into
/// [#EXCEPTIONS] with the reason; better, give it the name of what it is.
class RolesTest {
    /// The first one whose pattern fits a class's name is the class's role.
    private static final List<Role> ROLES = List.of(
            outside("wiring", ".*(Wiring|Service)", ".."),
            settings("settings", ".*Settings", "org.springframework.."),
            settings("meters", ".*Metrics", "io.micrometer..", "dev.parley.kit.trace.."),
            outside(
                    "edge",
                    ".*(Controller|SocketHandler|Filter|ExceptionHandler|Resolver|Responses|Valve)",
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.core..",
                    "org.springframework.stereotype..",
                    "org.springframework.boot.webmvc..",
                    "org.springframework.boot.webflux..",
                    "org.springframework.cloud.gateway..",
                    "org.springframework.security..",
                    "jakarta..",
                    "org.apache.catalina..",
                    "io.netty..",
                    "reactor..",
                    "org.slf4j..",
                    "dev.parley.kit.access..",
                    "dev.parley.kit.problem.."),
            outside(
                    "Cassandra adapter",
                    "Cassandra.*",
                    "com.datastax.oss..",
                    "org.slf4j..",
                    "dev.parley.kit.cassandra.."),
            outside("Redis adapter", "Redis.*", "io.lettuce..", "org.springframework.data.redis.."),
            outside(
                    "PostgreSQL adapter",
                    "Jdbc.*",
                    "org.springframework.jdbc..",
                    "org.springframework.dao..",
                    "org.springframework.transaction..",
                    "org.slf4j.."),
            outside(
                    "Kafka adapter",
                    "Kafka.*",
                    "org.apache.kafka..",
                    "org.slf4j..",
                    "dev.parley.kit.kafka..",
                    "dev.parley.kit.trace.."),
            outside(
                    "HTTP adapter",
                    "Http.*",
                    "com.github.benmanes.caffeine..",
                    "tools.jackson..",
                    "dev.parley.kit.services.."),
            outside("APNs adapter", "Pushy.*", "com.eatthepath.pushy.."),
            outside("Netty adapter", "Netty.*", "io.netty.."),
            outside("hashing adapter", "Argon2.*", "org.springframework.security.crypto.."),
            inside("port", ".*(Store|Publisher|Client)"),
            inside(
                    "use case",
                    "(Accept|Announce|Answer|Change|Check|Choose|Connect|Count|Deliver|Erase|Find|Forget|Grant|Hand"
                            + "|Leave|Limit|List|Open|Pass|Read|Refresh|Register|Relay|Repeat|Sequence)([A-Z].*)?",
                    "org.slf4j..",
                    "dev.parley.kit.ids..",
                    "dev.parley.kit.trace.."),
            inside("core", ".*"));

    private static final List<String> ALWAYS =
            List.of("java..", "org.jspecify..", "dev.parley.contracts..", "dev.parley.kit.time..");

    /// A class or a whole package (its name ends in `..`), what it uses beyond its role, and why.
    private static final List<Exempt> EXCEPTIONS = List.of(
            allow(
                            "api.edge..",
                            "org.springframework.. jakarta.servlet.. tools.jackson.. org.apache.juli.. "
                                    + "dev.parley.kit.problem..")
                    .because("the whole feature is the edge that the controllers share"),
            allow("api.session.AccessTokens", "com.nimbusds..").because("signing is the class's one task"),
            allow("api.session.RecentTokens", "org.springframework.security.oauth2.. com.github.benmanes.caffeine..")
                    .because("it decodes tokens for Spring Security, and its memory is bounded by a cache"),
            allow("api.session.SigningKeyStore", "com.nimbusds..").because("a signing key is a JWK wherever it goes"),
            allow("api.session.JdbcSigningKeyStore", "com.nimbusds..").because("a signing key is a JWK"),
            allow("api.adminuser.ExportLines", "tools.jackson..").because("it writes JSON lines"),
            allow("api.history.EventJson", "tools.jackson..").because("it writes one type's JSON"),
            allow("api.outbox.OutboxThread", "org.springframework.context")
                    .because("it starts and ends with the service"),
            allow("api.limit.FallbackAttemptStore", "org.slf4j..").because("it says so when it falls back and returns"),
            allow("api.text.Plain", "jakarta.validation..").because("it is an annotation for bodies"),
            allow("chat.admission.SendRates", "com.github.benmanes.caffeine..")
                    .because("its memory is bounded by a cache"),
            allow(
                            "chat.edge..",
                            "io.netty.. org.slf4j.. org.springframework.context org.springframework.util.unit "
                                    + "javax.net.ssl dev.parley.chat.edge dev.parley.chat.tls")
                    .because("the whole feature is the socket edge"),
            allow("chat.canary.HttpCanaryClient", "javax.net.ssl").because("it trusts its own server's certificate"),
            allow("chat.tls..", "javax.net.ssl dev.parley.kit.files dev.parley.kit.tls dev.parley.kit.launch")
                    .because("the feature is TLS from files"),
            allow("chat.lifecycle..", "org.springframework.context").because("it tells Spring the order"),
            allow("chat.ownership.RegisterServer", "dev.parley.kit.launch").because("it refuses to start"),
            allow("chat.signal.FindMembers", "com.github.benmanes.caffeine..")
                    .because("its memory is bounded by a cache"),
            allow("chat.signal.TypingRates", "com.github.benmanes.caffeine..")
                    .because("its memory is bounded by a cache"),
            allow("chat.schema..", "com.datastax.oss.. org.cognitor.. dev.parley.kit.launch dev.parley.kit.migrate")
                    .because("schemas are Cassandra's, and one that is too new is refused"),
            allow(
                            "chat.topics..",
                            "org.apache.kafka.. org.slf4j.. org.springframework.context dev.parley.chat.topics "
                                    + "dev.parley.kit.launch dev.parley.kit.kafka dev.parley.kit.trace")
                    .because("the feature is what the Kafka adapters of the others share"),
            allow("discovery.connect.GrantConnection", "dev.parley.kit.access")
                    .because("a ticket is for whom the access token names"),
            allow(
                            "gateway..",
                            "reactor.. io.netty.. org.springframework.web.. org.springframework.http.. "
                                    + "org.springframework.core.. org.springframework.cloud.gateway.. "
                                    + "org.springframework.boot.health.. org.springframework.context "
                                    + "javax.net.ssl dev.parley.kit.tls dev.parley.kit.problem..")
                    .because("a gateway passes bytes and has no core; reactive types are at home only here"),
            allow("gateway.problem..", "io.micrometer..").because("problems are counted here"),
            allow("gateway.address.ForwardedHeaders", "dev.parley.gateway.address")
                    .because("it is a filter of headers"),
            allow("notification.apns.ApnsPayload", "tools.jackson..").because("it writes Apple's JSON"),
            allow("notification.deliver.PushThreads", "org.springframework.context org.slf4j..")
                    .because("they start and end with the service"),
            allow("notification.fcm..", "com.nimbusds.. tools.jackson..")
                    .because("the feature speaks Google's JSON and signs for its tokens"),
            allow("notification.logline.LogPushClient", "org.slf4j..").because("the log is its provider"),
            allow(
                            "notification.webpush..",
                            "com.nimbusds.. tools.jackson.. com.github.benmanes.caffeine.. org.apache.hc.. javax.crypto..")
                    .because("the feature is the RFCs and a guarded HTTP client"),
            allow("id..", "dev.parley.kit.ids..").because("it is the other end of service-kit's leases"));

    /// Public although others of their role are package-private, and why.
    private static final List<Exempt> PUBLIC = List.of(
            allow("*.*Service").because("standalone launches services by their class"),
            allow("api.edge.ProblemValve").because("Tomcat makes it by name"),
            allow("api.history.CassandraConnection")
                    .because("conversations are in Cassandra, too, and so is what is erased"),
            allow("chat.conversation.CassandraCalls").because("heads are in Cassandra, too"),
            allow("chat.conversation.KafkaInboxPublisher").because("read marks go the same way as events"),
            allow("chat.conversation.KafkaSequencer").because("the simulation runs it, too, over a log in memory"),
            allow("chat.inbox.KafkaInbox").because("the simulation runs it, too, over a log in memory"),
            allow("chat.ownership.ServerSettings").because("the edge says the same about itself"),
            allow("chat.schema.CassandraSchema").because("tests make keyspaces of their own"),
            allow("chat.schema.SchemaWiring").because("a process that only migrates has nothing else"),
            allow("chat.share.KafkaShareAssignor").because("Kafka makes it by name"),
            allow("chat.topics.KafkaAppender").because("Kafka adapters of other features share it"),
            allow("chat.topics.KafkaConsumers").because("Kafka adapters of other features share it"),
            allow("chat.tls.NettyTls").because("what a server announces follows from it"),
            allow("presence.state.RedisCalls").because("watchers are in Redis, too"),
            allow("gateway.address.ClientAddressFilter").because("it tells the address it found"),
            allow("gateway.route.BackendSettings").because("health asks the same services"));

    @Test
    void theRoleDecidesTheImports() {
        classes().that(areInServices()).should(useOnlyWhatTheirRoleMay()).check(MainClasses.ALL);
    }

    /// Use cases, cores and ports are the language between features; meters are handed to use cases.
    @Test
    void adaptersEdgesSettingsAndWiringArePackagePrivate() {
        classes()
                .that(areInServices())
                .and(DescribedPredicate.describe(
                        "are adapters, edges, settings or wiring",
                        it -> !role(it).isInside() && !role(it).name().equals("meters")))
                .should(bePackagePrivate())
                .check(MainClasses.ALL);
    }

    @Test
    void everyRoleHasClasses() {
        assertThat(ROLES)
                .allSatisfy(role -> assertThat(MainClasses.ALL)
                        .anyMatch(it -> MainClasses.isInService(it) && role(it).equals(role)));
    }

    @Test
    void noExceptionOutlivesItsReason() {
        assertThat(EXCEPTIONS)
                .allSatisfy(exception -> assertThat(MainClasses.ALL).anyMatch(exception::isNeededBy));
        assertThat(PUBLIC)
                .allSatisfy(
                        exception -> assertThat(MainClasses.ALL).anyMatch(it -> exception.isAbout(it) && isPublic(it)));
    }

    private static DescribedPredicate<JavaClass> areInServices() {
        return DescribedPredicate.describe("are in services", MainClasses::isInService);
    }

    private static ArchCondition<JavaClass> useOnlyWhatTheirRoleMay() {
        return new ArchCondition<>("use only what their role may") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency use : type.getDirectDependenciesFromSelf()) {
                    boolean allowed = isAllowed(use) || EXCEPTIONS.stream().anyMatch(it -> it.allows(use));
                    events.add(new SimpleConditionEvent(
                            type, allowed, "as " + role(type).name() + ": " + use.getDescription()));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> bePackagePrivate() {
        return new ArchCondition<>("be package-private") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean allowed = !isPublic(type) || PUBLIC.stream().anyMatch(it -> it.isAbout(type));
                events.add(new SimpleConditionEvent(type, allowed, type.getName() + " is public"));
            }
        };
    }

    private static boolean isAllowed(Dependency use) {
        JavaClass user = use.getOriginClass();
        JavaClass used = MainClasses.outermost(use.getTargetClass());
        if (used.isPrimitive() || used.equals(MainClasses.outermost(user))) {
            return true;
        }
        if (MainClasses.partOf(user).equals(MainClasses.partOf(used))) {
            return !role(user).isInside() || role(used).isInside() || role(used).isHandedInside();
        }
        return liesIn(used, ALWAYS) || liesIn(used, role(user).mayUse());
    }

    private static boolean liesIn(JavaClass type, List<String> packages) {
        return packages.stream().anyMatch(it -> PackageMatcher.of(it).matches(type.getPackageName()));
    }

    private static boolean isPublic(JavaClass type) {
        return type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    /// Nested classes have the role of the class around them.
    private static Role role(JavaClass type) {
        String name = MainClasses.outermost(type).getSimpleName();
        return ROLES.stream()
                .filter(it -> Pattern.matches(it.names(), name))
                .findFirst()
                .orElseThrow();
    }

    /// @param isHandedInside what is inside may use it, although it is outside
    private record Role(String name, String names, boolean isInside, boolean isHandedInside, List<String> mayUse) {}

    private static Role inside(String name, String names, String... mayUse) {
        return new Role(name, names, true, false, List.of(mayUse));
    }

    private static Role outside(String name, String names, String... mayUse) {
        return new Role(name, names, false, false, List.of(mayUse));
    }

    private static Role settings(String name, String names, String... mayUse) {
        return new Role(name, names, false, true, List.of(mayUse));
    }

    /// @param where a class or a whole package under `dev.parley`
    /// @param mayUse packages, divided by spaces
    private static Exempt allow(String where, String... mayUse) {
        return new Exempt(
                "dev.parley." + where, Arrays.asList(String.join(" ", mayUse).split(" ", -1)), "");
    }

    private record Exempt(String where, List<String> mayUse, String reason) {
        Exempt {
            mayUse = List.copyOf(mayUse);
        }

        Exempt because(String why) {
            return new Exempt(where, mayUse, why);
        }

        boolean isAbout(JavaClass type) {
            return PackageMatcher.of(where)
                    .matches(
                            where.endsWith("..")
                                    ? type.getPackageName()
                                    : MainClasses.outermost(type).getName());
        }

        boolean allows(Dependency use) {
            return isAbout(use.getOriginClass())
                    && mayUse.stream()
                            .anyMatch(it -> PackageMatcher.of(it)
                                    .matches(MainClasses.outermost(use.getTargetClass())
                                            .getPackageName()));
        }

        boolean isNeededBy(JavaClass type) {
            return type.getDirectDependenciesFromSelf().stream().anyMatch(it -> allows(it) && !isAllowed(it));
        }
    }
}
