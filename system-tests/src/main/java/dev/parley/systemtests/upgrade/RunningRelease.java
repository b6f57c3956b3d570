package dev.parley.systemtests.upgrade;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.parley.systemtests.process.Release;
import dev.parley.systemtests.process.ServiceProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What a process really runs, asked of its JVM.
final class RunningRelease {
    private RunningRelease() {}

    /// Where the classes of a service are that this process has.
    ///
    /// @param module as its folder is called
    /// @throws AssertionError if its class path is not the release's
    static String check(ServiceProcess process, Release release, String module) {
        List<String> entries = List.of(classPath(process).split(File.pathSeparator));
        if (!entries.equals(release.entries())) {
            throw new AssertionError(process.name() + " does not run what " + release.name() + " is: " + entries);
        }
        return entries.stream()
                .filter(entry -> entry.contains(File.separator + module + File.separator + "target"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(process.name() + " has no classes of " + module));
    }

    private static String classPath(ServiceProcess process) {
        try {
            VirtualMachine machine =
                    VirtualMachine.attach(Long.toString(process.now().process().pid()));
            try {
                return machine.getSystemProperties().getProperty("java.class.path");
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
