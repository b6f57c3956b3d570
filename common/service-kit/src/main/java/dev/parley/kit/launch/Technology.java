package dev.parley.kit.launch;

import java.util.List;

/// What a service is built on besides plain Spring. Several services share one class path when they run in one JVM,
/// so a service gets the
/// auto-configuration of the technologies it names, not of everything that happens to be there.
public enum Technology {
    WEBMVC(
            "org.springframework.boot.webmvc.",
            "org.springframework.boot.tomcat.",
            "org.springframework.boot.servlet.",
            "org.springframework.boot.restclient."),
    GATEWAY(
            "org.springframework.cloud.",
            "org.springframework.boot.webflux.",
            "org.springframework.boot.webclient.",
            "org.springframework.boot.reactor.",
            "org.springframework.boot.data.redis."),
    SECURITY("org.springframework.boot.security."),
    POSTGRES(
            "org.springframework.boot.jdbc.",
            "org.springframework.boot.flyway.",
            "org.springframework.boot.transaction.",
            "org.springframework.boot.sql.",
            "org.springframework.boot.data.jdbc."),
    OUTBOX("io.namastack.", "org.springframework.modulith."),
    OPENAPI("org.springdoc.");

    private final List<String> packages;

    Technology(String... packages) {
        this.packages = List.of(packages);
    }

    boolean owns(String className) {
        return packages.stream().anyMatch(className::startsWith);
    }
}
