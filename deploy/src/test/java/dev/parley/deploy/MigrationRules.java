package dev.parley.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/// Production migrates in Jobs, as users of their own. The trial's services migrate when they start.
final class MigrationRules {
    private static final String JOB = "-migration";
    private static final String RUN = "parley.migrations.run";

    /// Rights of the service on its keyspace that would let it change the schema.
    private static final Pattern TOO_MUCH = Pattern.compile("GRANT (?!SELECT |MODIFY )[^;]* TO \"chat-service\";");

    static final List<Rule> ALL = List.of(
            new Rule("every schema has its Job, and its service waits", MigrationRules::jobs),
            new Rule("Jobs of migrations end and are made like their service", MigrationRules::shape),
            new Rule("who migrates owns the tables, who serves does not", MigrationRules::owners));

    private MigrationRules() {}

    static boolean isMigration(Workload it) {
        return it.kind().equals("Job") && it.name().endsWith(JOB);
    }

    private static boolean hasSchema(Workload service) {
        String pom = Repository.read(Repository.ROOT.resolve(service.name()).resolve("pom.xml"));
        return pom.contains("flyway") || pom.contains("cassandra-migration");
    }

    private static Optional<Workload> job(Overlay overlay, Workload service) {
        return overlay.workloads().stream()
                .filter(it -> isMigration(it) && it.name().equals(service.name() + JOB))
                .findFirst();
    }

    private static void jobs(Overlay overlay, Consumer<String> wrong) {
        for (Workload service : overlay.services()) {
            boolean wanted = overlay.isProduction() && hasSchema(service);
            if (wanted != job(overlay, service).isPresent()) {
                wrong.accept(
                        service.name() + (wanted ? " has no Job for its schema" : " has a Job and nothing for it"));
            }
            Map<String, String> settings = MountedSettings.values(overlay, service);
            String run = settings.getOrDefault(RUN, "at-start");
            if (!run.equals(overlay.isProduction() ? "never" : "at-start")) {
                wrong.accept(service.name() + " migrates " + run);
            }
            Probe startup = service.container().getStartupProbe();
            long patience = DurationStyle.detectAndParse(settings.getOrDefault("parley.migrations.patience", "0s"))
                    .toSeconds();
            if (startup != null && patience >= startup.getPeriodSeconds() * startup.getFailureThreshold()) {
                wrong.accept(service.name() + " is killed before it can say that the schema is too old");
            }
        }
    }

    private static void shape(Overlay overlay, Consumer<String> wrong) {
        for (Workload service : overlay.services()) {
            job(overlay, service).ifPresent(it -> {
                shape(overlay, service, it, wrong);
                arguments(service, it, wrong);
            });
        }
        for (Job it : overlay.all(Job.class)) {
            JobSpec spec = it.getSpec();
            if (it.getMetadata().getName().endsWith(JOB)
                    && (spec.getActiveDeadlineSeconds() == null
                            || spec.getActiveDeadlineSeconds() <= 300
                            || spec.getBackoffLimit() == null
                            || spec.getTtlSecondsAfterFinished() == null)) {
                wrong.accept(
                        it.getMetadata().getName() + " has no end, or one before Cassandra's lock of 300 s has one");
            }
        }
    }

    private static void shape(Overlay overlay, Workload service, Workload job, Consumer<String> wrong) {
        var container = job.container();
        if (!container.getImage().equals(service.container().getImage())) {
            wrong.accept(job.name() + ": image " + container.getImage() + ", its service has "
                    + service.container().getImage());
        }
        if (container.getStartupProbe() != null
                || container.getReadinessProbe() != null
                || container.getLivenessProbe() != null) {
            wrong.accept(job.name() + " ends, so a probe of it would fail");
        }
        if (!"Never".equals(job.pod().getRestartPolicy())) {
            wrong.accept(job.name() + " is restarted in its pod, and its log is lost");
        }
        if (container.getSecurityContext() == null
                || !Boolean.TRUE.equals(container.getSecurityContext().getReadOnlyRootFilesystem())) {
            wrong.accept(job.name() + " may write to its root");
        }
        boolean own = overlay.all(ServiceAccount.class).stream()
                .anyMatch(account -> account.getMetadata().getName().equals(job.name())
                        && job.name().equals(job.pod().getServiceAccountName())
                        && Boolean.FALSE.equals(account.getAutomountServiceAccountToken()));
        if (!own) {
            wrong.accept(job.name() + " has no account of its own without a token");
        }
        if (!MountedSettings.values(overlay, job.named(service.name()))
                .equals(MountedSettings.values(overlay, service))) {
            wrong.accept(job.name() + " reads other files than its service");
        }
        String secret = container.getEnvFrom().getFirst().getSecretRef().getName();
        if (!secret.equals(job.name())
                || named(overlay, "ExternalSecret", secret).isEmpty()) {
            wrong.accept(job.name() + " has no secret of its own");
        }
    }

    private static void arguments(Workload service, Workload job, Consumer<String> wrong) {
        if (!argument(job, RUN).equals("only")) {
            wrong.accept(job.name() + " would serve");
        }
        SettingsKeys known = SettingsKeys.of(service.name());
        for (String argument : job.container().getArgs()) {
            String key = argument.replaceFirst("^--", "").replaceFirst("=.*$", "");
            if (!known.knows(key)) {
                wrong.accept(service.name() + " does not read " + key);
            }
        }
    }

    private static void owners(Overlay overlay, Consumer<String> wrong) {
        for (Workload service : overlay.services()) {
            job(overlay, service).ifPresent(job -> {
                boolean postgres = job.labels().containsKey("parley.dev/postgres");
                String user = argument(job, postgres ? "parley.postgres.user" : "parley.cassandra.user");
                boolean there = postgres ? ownsASchema(overlay, user) : isCassandraUser(overlay, user);
                if (!there || user.equals(service.name())) {
                    wrong.accept(job.name() + " migrates as " + user + ", who is not there or owns nothing");
                }
                if (postgres && !argument(job, "parley.migrations.grant-to").equals(service.name())) {
                    wrong.accept(job.name() + " does not let " + service.name() + " in");
                }
                if (postgres && ownsASchema(overlay, service.name())) {
                    wrong.accept(service.name() + " owns its schema");
                }
            });
        }
        overlay.all(ConfigMap.class).stream()
                .map(it -> Objects.requireNonNullElse(it.getData(), Map.<String, String>of())
                        .get("grants.cql"))
                .filter(Objects::nonNull)
                .flatMap(grants -> TOO_MUCH.matcher(grants).results())
                .forEach(grant -> wrong.accept("too much: " + grant.group()));
    }

    private static boolean ownsASchema(Overlay overlay, String user) {
        boolean role = false;
        for (JsonNode it : overlay.document("Cluster", "postgres").at("/spec/managed/roles")) {
            role |= it.path("name").asText().equals(user)
                    && named(
                                    overlay,
                                    "ExternalSecret",
                                    it.at("/passwordSecret/name").asText())
                            .isPresent();
        }
        boolean owner = false;
        for (JsonNode it : overlay.document("Database", "parley").at("/spec/schemas")) {
            owner |= it.path("owner").asText().equals(user);
        }
        return role && owner;
    }

    private static boolean isCassandraUser(Overlay overlay, String user) {
        String secret = "cassandra-" + user;
        for (JsonNode it : overlay.document("CassandraDatacenter", "dc1").at("/spec/users")) {
            if (it.path("secretName").asText().equals(secret)) {
                return named(overlay, "ExternalSecret", secret).isPresent();
            }
        }
        return false;
    }

    private static Optional<? extends JsonNode> named(Overlay overlay, String kind, String name) {
        return overlay.documents().stream()
                .filter(it -> it.path("kind").asText().equals(kind)
                        && it.at("/metadata/name").asText().equals(name))
                .findFirst();
    }

    /// Empty where it is not given.
    private static String argument(Workload job, String key) {
        String start = "--" + key + "=";
        return job.container().getArgs().stream()
                .filter(it -> it.startsWith(start))
                .map(it -> it.substring(start.length()))
                .findFirst()
                .orElse("");
    }
}
