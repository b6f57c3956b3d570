package dev.parley.kit.launch;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/// A run of a service that migrates its schema, serves nobody and ends.
final class MigrateAlone {
    static final String KEY = "parley.migrations.run";
    static final String ONLY = "only";

    private static final Logger log = LoggerFactory.getLogger(MigrateAlone.class);

    private MigrateAlone() {}

    static boolean isWanted(Map<String, Object> settings) {
        return ONLY.equals(settings.get(KEY));
    }

    /// @return the exit code: 0, or 1 after a line that says why
    static int run(ServiceDescription service, Map<String, Object> settings) {
        try (ConfigurableApplicationContext done =
                application(service, settings).run()) {
            return done.isActive() ? 0 : 1;
        } catch (RuntimeException failed) {
            log.atError()
                    .setMessage("migrations_failed")
                    .addKeyValue("service", service.name())
                    .addKeyValue("why", ServiceLauncher.wrongUse(failed) == failed ? innermost(failed) : failed)
                    .log();
            return 1;
        }
    }

    private static SpringApplication application(ServiceDescription service, Map<String, Object> settings) {
        Class<?> migrations = service.migrations();
        if (migrations == null) {
            throw new WrongUseException(
                    service.name() + " has no schema of its own, so there is nothing to migrate.",
                    "Start it without --" + KEY + "=" + ONLY + ".");
        }
        Set<Technology> technologies = EnumSet.noneOf(Technology.class);
        technologies.addAll(service.technologies());
        technologies.retainAll(Set.of(Technology.POSTGRES));
        // The files have keys of the whole service, most of which nobody reads here.
        return ServiceLauncher.application(
                new ServiceDescription(service.name(), migrations, technologies),
                settings,
                new UnknownSettings(ServiceLauncher.LAUNCH_SOURCE::equals));
    }

    /// In a file it would turn every start into a migration.
    static void refuseInFiles(Environment environment) {
        if (ONLY.equals(environment.getProperty(KEY))) {
            throw new WrongUseException(
                    KEY + " is `" + ONLY + "`, but a service was started.",
                    "Say it as an argument of the one run that migrates: --" + KEY + "=" + ONLY + ".");
        }
    }

    private static String innermost(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
