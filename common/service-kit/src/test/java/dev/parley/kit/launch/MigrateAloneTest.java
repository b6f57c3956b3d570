package dev.parley.kit.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class MigrateAloneTest {
    private static final List<String> STARTED = new ArrayList<>();

    private static final ServiceDescription SERVICE =
            new ServiceDescription("a-service", Whole.class, Set.of(), Migrations.class);

    @Configuration(proxyBeanMethods = false)
    static class Whole {
        @Bean
        String whole() {
            STARTED.add("whole");
            return "whole";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Migrations {
        @Bean
        String migrations() {
            STARTED.add("migrations");
            return "migrations";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {
        @Bean
        String migrations() {
            throw new IllegalStateException("no");
        }
    }

    @BeforeEach
    void forget() {
        STARTED.clear();
    }

    @Test
    void migratingStartsNothingElse() {
        assertThat(ServiceLauncher.migrate(SERVICE, Map.of())).isZero();
        assertThat(STARTED).containsExactly("migrations");
    }

    @Test
    void migrationsThatFailEndWithANonZeroCode() {
        ServiceDescription failing = new ServiceDescription("a-service", Whole.class, Set.of(), Failing.class);
        assertThat(ServiceLauncher.migrate(failing, Map.of())).isEqualTo(1);
    }

    @Test
    void mistypedArgumentIsNotPassedOver() {
        assertThat(ServiceLauncher.migrate(SERVICE, Map.of("parley.migration.run", "only")))
                .isEqualTo(1);
    }

    @Test
    void serviceWithoutASchemaHasNothingToMigrate() {
        ServiceDescription without = new ServiceDescription("b-service", Whole.class, Set.of());
        assertThat(ServiceLauncher.migrate(without, Map.of())).isEqualTo(1);
        assertThat(STARTED).isEmpty();
    }

    @Test
    void serviceThatIsStartedWithWhatIsForOneRunRefuses() {
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> ServiceLauncher.launch(SERVICE, Map.of("parley.migrations.run", "only")))
                .withMessageContaining("--parley.migrations.run=only");
        assertThat(STARTED).isEmpty();
    }
}
