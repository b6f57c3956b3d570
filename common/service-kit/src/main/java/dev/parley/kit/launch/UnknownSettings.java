package dev.parley.kit.launch;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/// Stops a start-up whose files or launch settings hold a `parley.*` key that no settings record reads: a mistyped
/// key must not look like a
/// default. The shared defaults and the process environment are not checked, since services use parts of them.
class UnknownSettings implements ApplicationListener<ApplicationStartedEvent> {
    private static final Set<String> UNCHECKED_SOURCES = Set.of("defaultProperties", "systemEnvironment");
    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("parley");

    private final Predicate<String> checked;

    UnknownSettings() {
        this(source -> !UNCHECKED_SOURCES.contains(source));
    }

    /// @param checked chooses sources by their names
    UnknownSettings(Predicate<String> checked) {
        this.checked = checked;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        Set<ConfigurationPropertyName> known = new HashSet<>();
        known.add(ConfigurationPropertyName.of("parley.kit"));
        for (SharedSettings shared : SharedSettings.values()) {
            known.add(ConfigurationPropertyName.of(shared.prefix()));
        }
        collectKnown(event.getApplicationContext(), known);
        Set<String> unknown = new TreeSet<>();
        ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> keys && checked.test(source.getName())) {
                collectUnknown(keys, known, unknown);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "Settings that nothing reads, perhaps mistyped: " + String.join(", ", unknown));
        }
    }

    private static void collectKnown(ApplicationContext context, Set<ConfigurationPropertyName> known) {
        for (ConfigurationPropertiesBean bean :
                ConfigurationPropertiesBean.getAll(context).values()) {
            Class<?> type = bean.asBindTarget().getType().resolve(Object.class);
            collect(ConfigurationPropertyName.of(bean.getAnnotation().prefix()), type, known);
        }
    }

    private static void collect(ConfigurationPropertyName prefix, Class<?> type, Set<ConfigurationPropertyName> known) {
        if (!type.isRecord()) {
            known.add(prefix);
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            collect(prefix.append(kebab(component.getName())), component.getType(), known);
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static void collectUnknown(
            EnumerablePropertySource<?> keys, Set<ConfigurationPropertyName> known, Set<String> unknown) {
        for (String key : keys.getPropertyNames()) {
            ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
            boolean read = known.stream().anyMatch(it -> it.equals(name) || it.isAncestorOf(name));
            if (OURS.isAncestorOf(name) && !read) {
                unknown.add(key);
            }
        }
    }
}
