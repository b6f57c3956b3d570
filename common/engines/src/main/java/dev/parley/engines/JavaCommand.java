package dev.parley.engines;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What it takes to run an engine written in Java: this JVM's own `java`, and a class path that Maven wrote down at
/// build time.
final class JavaCommand {
    private JavaCommand() {}

    /// How a command begins whose process writes nothing outside `home`: what it and its libraries would leave in
    /// the system's temporary folder goes to `home/tmp`.
    static List<String> java(Path home) {
        Path temporary = home.resolve("tmp").toAbsolutePath();
        try {
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData");
    }

    /// The class path named by a resource like `kafka.classpath`. Where that resource lies comes first.
    ///
    /// @throws EngineException when Maven's repository has moved since the build
    static List<Path> classPath(String resource) {
        URL url = JavaCommand.class.getResource(resource);
        if (url == null) {
            throw new IllegalStateException(resource + " is missing: the module that writes it was not built");
        }
        try (InputStream in = url.openStream()) {
            String line = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            List<Path> paths = Stream.concat(
                            Stream.of(origin(url)),
                            Stream.of(line.split(File.pathSeparator)).map(Path::of))
                    .toList();
            paths.stream().filter(Files::notExists).findFirst().ifPresent(missing -> {
                throw new EngineException(missing + " is gone since the build. Build again.");
            });
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String join(List<Path> classPath) {
        return String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList());
    }

    /// The jar or the folder a resource of this package comes from.
    private static Path origin(URL resource) {
        try {
            String text = resource.toString();
            int inJar = text.indexOf("!/");
            URI place =
                    inJar < 0 ? resource.toURI().resolve("../../..") : new URI(text.substring("jar:".length(), inJar));
            return Path.of(place).normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
