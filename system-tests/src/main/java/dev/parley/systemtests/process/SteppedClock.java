package dev.parley.systemtests.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The wall clock of a service as a file says: the system's, so many milliseconds off. Read again several times a
/// second. Stands in for the kit's clock in a service that is told so by `spring.main.sources`.
@Configuration(proxyBeanMethods = false)
public class SteppedClock {
    /// System property: the file. One that is not there means 0.
    static final String FILE = "systemtests.clock";

    private static final long BETWEEN_LOOKS_NANOS = 200_000_000;

    @Bean
    static BeanPostProcessor stepClock() {
        Clock stepped = new FileClock(Path.of(System.getProperty(FILE))).withZone(ZoneOffset.UTC);
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock ? stepped : bean;
            }
        };
    }

    private static final class FileClock implements InstantSource {
        private final Path file;
        private volatile long offsetMs;
        private volatile long lookedNanos;

        FileClock(Path file) {
            this.file = file;
            look();
        }

        private void look() {
            lookedNanos = System.nanoTime();
            try {
                offsetMs = Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Instant instant() {
            if (System.nanoTime() - lookedNanos > BETWEEN_LOOKS_NANOS) {
                look();
            }
            return Instant.ofEpochMilli(System.currentTimeMillis() + offsetMs);
        }
    }
}
