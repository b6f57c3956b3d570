package dev.parley.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A configuration file among this package's resources, with `${name}` where a value goes.
final class Template {
    private Template() {}

    /// Writes the file with its values filled in.
    ///
    /// @param further lines at its end, as they are
    /// @throws IllegalStateException when a name is left without a value
    static Path write(String resource, Path target, Map<String, Object> values, List<String> further) {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("No resource " + resource);
            }
            String text = fill(new String(in.readAllBytes(), StandardCharsets.UTF_8), values);
            Files.createDirectories(target.getParent());
            return Files.writeString(target, text + String.join("\n", further) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String fill(String text, Map<String, Object> values) {
        String filled = text;
        for (Map.Entry<String, Object> value : values.entrySet()) {
            filled =
                    filled.replace("${" + value.getKey() + "}", value.getValue().toString());
        }
        int open = filled.indexOf("${");
        if (open >= 0) {
            throw new IllegalStateException("No value for " + filled.substring(open, filled.indexOf('}', open) + 1));
        }
        return filled;
    }
}
