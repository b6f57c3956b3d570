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
import org.springframework.core.io.ClassPathResource;

/// Starts services, alone in their JVM or several in one.
public final class ServiceLauncher {
    static final String TECHNOLOGIES = "parley.kit.technologies";

    private ServiceLauncher() {}

    /// Starts a service and returns once it is up. Later wins: the kit's defaults, the service's own file, the
    /// environment, `settings`.
    ///
    /// @throws WrongUseException if it refuses to start; Boot has logged why
    /// @throws RuntimeException if it can't start; nothing of it is left running then
    public static ConfigurableApplicationContext launch(ServiceDescription service, Map<String, Object> settings) {
        SpringApplication application = new SpringApplication(service.application());
        application.setBannerMode(Banner.Mode.OFF);
        application.setWebApplicationType(webType(service));
        application.setDefaultProperties(defaults(service));
        application.addInitializers(
                context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("launch", Map.copyOf(settings))),
                context -> context.addApplicationListener(new UnknownSettings()));
        try {
            return application.run();
        } catch (RuntimeException failed) {
            throw wrongUse(failed);
        }
    }

    /// Spring wraps what a bean throws; whoever prints the message wants the sentences.
    private static RuntimeException wrongUse(RuntimeException failed) {
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
