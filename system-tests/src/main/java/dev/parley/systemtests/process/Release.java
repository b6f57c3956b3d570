package dev.parley.systemtests.process;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What the processes of a service are started from.
///
/// @param name for people
/// @param classPath of `standalone` and all services, with their libraries
public record Release(String name, String classPath) {
    /// What this process was started from, without the settings of tests.
    public static final Release OWN = new Release("this build", own());

    private static String own() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(path -> !path.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    public List<String> entries() {
        return List.of(classPath.split(File.pathSeparator));
    }
}
