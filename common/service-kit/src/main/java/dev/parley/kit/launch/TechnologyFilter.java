package dev.parley.kit.launch;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Keeps out auto-configuration of technologies that the service at hand does not name. Registered in
/// META-INF/spring.factories.
class TechnologyFilter implements AutoConfigurationImportFilter, EnvironmentAware {
    private Set<Technology> wanted = EnumSet.allOf(Technology.class);

    @Override
    public void setEnvironment(Environment environment) {
        String[] names = environment.getProperty(ServiceLauncher.TECHNOLOGIES, String[].class);
        if (names != null) {
            Set<Technology> named = EnumSet.noneOf(Technology.class);
            for (String name : names) {
                named.add(Technology.valueOf(name));
            }
            wanted = named;
        }
    }

    @Override
    public boolean[] match(
            @Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata autoConfigurationMetadata) {
        boolean[] kept = new boolean[autoConfigurationClasses.length];
        for (int i = 0; i < kept.length; i++) {
            String name = autoConfigurationClasses[i];
            kept[i] = name != null && isWanted(name);
        }
        return kept;
    }

    private boolean isWanted(String className) {
        boolean owned = false;
        for (Technology technology : Technology.values()) {
            if (technology.owns(className)) {
                if (wanted.contains(technology)) {
                    return true;
                }
                owned = true;
            }
        }
        return !owned;
    }
}
