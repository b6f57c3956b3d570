package dev.parley.kit.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.io.ClassPathResource;

/// Starts services, alone in their JVM or several in one.
public final class ServiceLauncher {
    static final String TECHNOLOGIES = "parley.kit.technologies";
    static final String LAUNCH_SOURCE = "launch";

    private ServiceLauncher() {}

    /// The way into a process of one service. Arguments are settings, `--parley.region=eu`. With
    /// `--parley.migrations.run=only` the process brings the service's schema to its version and ends: with exit
    /// code 0, or 1 after a line that says why.
    ///
    /// @throws RuntimeException as [#launch]
    public static void main(ServiceDescription service, String... arguments) {
        Map<String, Object> settings = new HashMap<>();
        SimpleCommandLinePropertySource given = new SimpleCommandLinePropertySource(arguments);
        for (String key : given.getPropertyNames()) {
            settings.put(key, String.valueOf(given.getProperty(key)));
        }
        if (MigrateAlone.isWanted(settings)) {
            System.exit(migrate(service, settings));
        }
        launch(service, settings);
    }

    /// Brings the service's schema to its version without serving anybody.
    ///
    /// @return the exit code of a process that was started for it
    public static int migrate(ServiceDescription service, Map<String, Object> settings) {
        return MigrateAlone.run(service, settings);
    }

    /// Starts a service and returns once it is up. Later wins: the kit's defaults, the service's own file, the
    /// environment, `settings`.
    ///
    /// @throws WrongUseException if it refuses to start; Boot has logged why
    /// @throws RuntimeException if it can't start; nothing of it is left running then
    public static ConfigurableApplicationContext launch(ServiceDescription service, Map<String, Object> settings) {
        SpringApplication application = application(service, settings, new UnknownSettings());
        application.addInitializers(context -> MigrateAlone.refuseInFiles(context.getEnvironment()));
        try {
            return application.run();
        } catch (RuntimeException failed) {
            throw wrongUse(failed);
        }
    }

    static SpringApplication application(
            ServiceDescription service, Map<String, Object> settings, UnknownSettings unknown) {
        SpringApplication application = new SpringApplication(service.application());
        application.setBannerMode(Banner.Mode.OFF);
        application.setWebApplicationType(webType(service));
        application.setDefaultProperties(defaults(service));
        application.addInitializers(
                context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource(LAUNCH_SOURCE, Map.copyOf(settings))),
                context -> context.addApplicationListener(unknown));
        return application;
    }

    /// Spring wraps what a bean throws; whoever prints the message wants the sentences.
    static RuntimeException wrongUse(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongUseException wrong) {
                return wrong;
            }
        }
        return failed;
    }

    private static WebApplicationType webType(ServiceDescription service) {
        if (service.technologies().contains(Technology.GATEWAY)) {
            return WebApplicationType.REACTIVE;
        }
        return service.technologies().contains(Technology.WEBMVC)
                ? WebApplicationType.SERVLET
                : WebApplicationType.NONE;
    }

    private static Map<String, Object> defaults(ServiceDescription service) {
        Map<String, Object> defaults = new HashMap<>(sharedDefaults());
        defaults.put("spring.config.name", service.name());
        defaults.put("spring.application.name", service.name());
        defaults.put("spring.main.web-application-type", webType(service).name().toLowerCase(java.util.Locale.ROOT));
        defaults.put(
                TECHNOLOGIES,
                service.technologies().stream().map(Enum::name).sorted().collect(Collectors.joining(",")));
        return defaults;
    }

    private static Map<String, Object> sharedDefaults() {
        Map<String, Object> defaults = new HashMap<>();
        try {
            for (PropertySource<?> source : new YamlPropertySourceLoader()
                    .load(
                            "service-kit",
                            new ClassPathResource("service-kit.yaml", ServiceLauncher.class.getClassLoader()))) {
                EnumerablePropertySource<?> keys = (EnumerablePropertySource<?>) source;
                for (String key : keys.getPropertyNames()) {
                    Object value = keys.getProperty(key);
                    if (value != null) {
                        defaults.put(key, value);
                    }
                }
            }
        } catch (IOException missing) {
            throw new UncheckedIOException("service-kit.yaml", missing);
        }
        return defaults;
    }
}
