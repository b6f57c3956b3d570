package dev.parley.kit.postgres;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// What a process needs that migrates a schema of PostgreSQL and serves nobody.
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(FlywayAutoConfiguration.class)
@Import(PostgresWiring.class)
public class PostgresMigrations {}
