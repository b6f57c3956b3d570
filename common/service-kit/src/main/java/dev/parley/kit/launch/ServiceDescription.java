package dev.parley.kit.launch;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One service.
///
/// @param name of its module; its settings lie in `<name>.yaml` on the class path
/// @param application the class whose package is scanned
/// @param technologies whose auto-configuration it wants
/// @param migrations configuration that brings its schema to its version, and nothing else; null: it has no schema
public record ServiceDescription(
        String name,
        Class<?> application,
        Set<Technology> technologies,
        @Nullable Class<?> migrations) {
    public ServiceDescription {
        technologies = Set.copyOf(technologies);
    }

    /// One without a schema of its own.
    public ServiceDescription(String name, Class<?> application, Set<Technology> technologies) {
        this(name, application, technologies, null);
    }
}
