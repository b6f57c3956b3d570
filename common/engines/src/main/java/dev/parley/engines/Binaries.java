package dev.parley.engines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Executables out of artifacts, unpacked once and then used by every run. Safe when several processes unpack at
/// once: each
/// unpacks aside, and the first to finish gives the place its name.
final class Binaries {
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int EXECUTABLE_BITS = 0111;

    private final Path folder;

    Binaries(Path folder) {
        this.folder = folder;
    }

    /// The one file of this resource name, executable.
    Path executable(String resource) {
        return once(resource.substring(1), aside -> {
            try (InputStream in = open(resource)) {
                Files.copy(in, aside);
            }
            Files.setPosixFilePermissions(aside, EXECUTABLE);
        });
    }

    /// A folder with what a `.txz` resource holds, without static libraries.
    Path unpacked(String resource, String name) {
        return once(name, aside -> {
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(open(resource)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, aside);
                }
            }
        });
    }

    @FunctionalInterface
    private interface Filling {
        void into(Path aside) throws IOException;
    }

    private Path once(String name, Filling filling) {
        Path target = folder.resolve(name);
        if (Files.exists(target)) {
            return target;
        }
        try {
            Files.createDirectories(folder);
            Path scratch = Files.createTempDirectory(folder, ".unpacking");
            try {
                filling.into(scratch.resolve(name));
                rename(scratch.resolve(name), target);
            } finally {
                FileTree.delete(scratch);
            }
            return target;
        } catch (IOException e) {
            throw new EngineException("Cannot unpack " + name + " into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void rename(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (Files.notExists(target)) {
                throw e;
            } // Else another process was first, with the same content.
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("The archive leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (!entry.getName().endsWith(".a")) {
            Files.createDirectories(target.getParent());
            Files.copy(tar, target);
            if ((entry.getMode() & EXECUTABLE_BITS) != 0) {
                Files.setPosixFilePermissions(target, EXECUTABLE);
            }
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Binaries.class.getResourceAsStream(resource);
        if (in == null) {
            throw new EngineException("No binaries for this machine on the class path: " + resource
                    + " is missing. Build on the machine that runs the engines.");
        }
        return in;
    }
}
