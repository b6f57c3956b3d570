package dev.parley.deploy;

import java.util.List;

/// What breaks [MigrationRules].
final class MigrationBreakages {
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    static final List<Breakage> ALL = List.of(
            new Breakage(
                    "every schema has its Job",
                    "prod",
                    "Job",
                    "chat-service-migration",
                    "",
                    "",
                    "chat-service has no Job"),
            new Breakage(
                    "every schema has its Job",
                    "prod",
                    "ConfigMap",
                    "cluster",
                    "/data/cluster.yaml",
                    "\"parley.migrations.run: at-start\"",
                    "migrates at-start"),
            new Breakage(
                    "every schema has its Job",
                    "dev",
                    "ConfigMap",
                    "cluster",
                    "/data/cluster.yaml",
                    "\"parley.migrations.run: never\"",
                    "migrates never"),
            new Breakage(
                    "every schema has its Job",
                    "prod",
                    "ConfigMap",
                    "cluster",
                    "/data/cluster.yaml",
                    "\"parley.migrations: {run: never, patience: 5m}\"",
                    "is killed before"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/image",
                    "\"parley/id-service:0.0.9\"",
                    "0.0.9"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/args",
                    "[\"--parley.migrations.run=only\", \"--parley.migrations.grant=id-service\"]",
                    "does not read parley.migrations.grant"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/args",
                    "[]",
                    "would serve"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/livenessProbe",
                    "{\"httpGet\":{\"port\":7090}}",
                    "a probe of it would fail"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    POD + "/restartPolicy",
                    "\"OnFailure\"",
                    "its log is lost"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/securityContext/readOnlyRootFilesystem",
                    "false",
                    "write to its root"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    POD + "/serviceAccountName",
                    "\"id-service\"",
                    "no account of its own"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    "/spec/activeDeadlineSeconds",
                    "300",
                    "Cassandra's lock"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "id-service-migration",
                    "/spec/ttlSecondsAfterFinished",
                    "",
                    "has no end"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "Job",
                    "chat-service-migration",
                    CONTAINER + "/env/0/value",
                    "\"file:/etc/parley/shared/installation.yaml,file:/etc/parley/shared/cluster.yaml,\"",
                    "never read"),
            new Breakage(
                    "Jobs of migrations end",
                    "prod",
                    "ExternalSecret",
                    "id-service-migration",
                    "",
                    "",
                    "no secret of its own"),
            new Breakage(
                    "who migrates owns",
                    "prod",
                    "Database",
                    "parley",
                    "/spec/schemas",
                    "[{\"name\":\"ids\",\"owner\":\"id-service\"}]",
                    "id-service owns its schema"),
            new Breakage(
                    "who migrates owns", "prod", "Cluster", "postgres", "/spec/managed/roles", "[]", "is not there"),
            new Breakage(
                    "who migrates owns", "prod", "CassandraDatacenter", "dc1", "/spec/users", "[]", "is not there"),
            new Breakage(
                    "who migrates owns",
                    "prod",
                    "Job",
                    "id-service-migration",
                    CONTAINER + "/args",
                    "[\"--parley.postgres.user=id-service-migration\"]",
                    "does not let id-service in"),
            new Breakage(
                    "who migrates owns",
                    "prod",
                    "ConfigMap",
                    "cassandra-grants",
                    "/data/grants.cql",
                    "\"GRANT ALL PERMISSIONS ON KEYSPACE parley TO \\\"chat-service\\\";\"",
                    "too much"));

    private MigrationBreakages() {}
}
