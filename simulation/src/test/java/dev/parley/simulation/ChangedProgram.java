package dev.parley.simulation;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// The simulation and the cores it runs, loaded anew with one source file changed.
final class ChangedProgram implements AutoCloseable {
    private static final String CLASS_PATH = System.getProperty("java.class.path", "");
    /// Only they can tell the change; everything else is shared, and warm.
    private static final List<String> ANEW =
            List.of("dev.parley.simulation.", "dev.parley.chat.", "dev.parley.client.");
    private static final int CHUNK_SEEDS = 25;

    private final URLClassLoader classes;

    /// @param file whose class is replaced; only its name counts
    /// @param source of that class and what is nested in it
    /// @param folder empty
    ChangedProgram(Path file, String source, Path folder) throws IOException {
        Path changed = Files.createDirectories(folder.resolve("source")).resolve(file.getFileName());
        Path compiled = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(changed, source);
        compile(changed, compiled);
        List<URL> places = new ArrayList<>();
        places.add(url(compiled));
        for (String place : CLASS_PATH.split(File.pathSeparator)) {
            places.add(url(Path.of(place)));
        }
        classes = new ChildFirst(places.toArray(URL[]::new));
    }

    private static URL url(Path place) throws MalformedURLException {
        return place.toUri().toURL();
    }

    private static void compile(Path source, Path to) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        StringWriter complaints = new StringWriter();
        boolean done = compiler.getTask(
                        complaints,
                        null,
                        null,
                        List.of("-proc:none", "-nowarn", "-cp", CLASS_PATH, "-d", to.toString()),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        if (!done) {
            throw new IllegalStateException("a deliberate bug does not compile: " + complaints);
        }
    }

    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL[] places) {
            super(places, ChangedProgram.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (ANEW.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    private Object anew(Class<?> type) throws ReflectiveOperationException {
        return classes.loadClass(type.getName()).getDeclaredConstructor().newInstance();
    }

    /// What `./parley sim` says, with its exit code in front.
    @SuppressWarnings("unchecked")
    String run(List<String> words) throws ReflectiveOperationException {
        return ((Function<List<String>, String>) anew(CommandLine.class)).apply(words);
    }

    /// The lowest red seed and the reason, among the first so many.
    @SuppressWarnings("unchecked")
    Optional<String> firstRed(int seeds) throws ReflectiveOperationException {
        var play = (BiFunction<Long, Integer, Optional<String>>) anew(FirstRed.class);
        return Stream.iterate(1, from -> from <= seeds, from -> from + CHUNK_SEEDS)
                .map(from -> play.apply((long) from, Math.min(CHUNK_SEEDS, seeds - from + 1)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
