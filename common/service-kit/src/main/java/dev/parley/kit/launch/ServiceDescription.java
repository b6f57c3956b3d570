package dev.parley.kit.launch;

import java.util.Set;

/// One service.
///
/// @param name of its module; its settings lie in `<name>.yaml` on the class path
/// @param application the class whose package is scanned
/// @param technologies whose auto-configuration it wants
public record ServiceDescription(String name, Class<?> application, Set<Technology> technologies) {
    public ServiceDescription {
        technologies = Set.copyOf(technologies);
    }
}
