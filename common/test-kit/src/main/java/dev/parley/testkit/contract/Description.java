package dev.parley.testkit.contract;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One of the documents in `docs/api`.
final class Description {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode root;
    private final Map<JsonPointer, Schema> compiled = new ConcurrentHashMap<>();

    /// @param place where it stands, behind all references
    record Part(JsonPointer place, JsonNode node) {
        Part of(String field) {
            return new Part(place.appendProperty(field), node.path(field));
        }

        Part at(int index) {
            return new Part(place.appendIndex(index), node.path(index));
        }
    }

    /// @throws IllegalStateException if a value is missing: what stands behind a comma in an unquoted text
    Description(JsonNode root) {
        this.root = root;
        requireWhole(JsonPointer.empty(), root);
    }

    static Description read(String file) {
        Path root = Path.of(Objects.requireNonNull(System.getProperty("parley.root"), "parley.root"));
        try (InputStream yaml = Files.newInputStream(root.resolve("docs/api").resolve(file))) {
            return new Description(JSON.valueToTree(new Yaml().load(yaml)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void requireWhole(JsonPointer place, JsonNode node) {
        if (node.isNull()) {
            throw new IllegalStateException("nothing stands at " + place);
        }
        node.properties().forEach(field -> requireWhole(place.appendProperty(field.getKey()), field.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            requireWhole(place.appendIndex(i), node.get(i));
        }
    }

    JsonNode root() {
        return root;
    }

    Part part(String place) {
        JsonPointer pointer = JsonPointer.compile(place);
        return resolved(new Part(pointer, root.at(pointer)));
    }

    /// What a reference leads to; anything else as it is.
    Part resolved(Part part) {
        Part at = part;
        while (at.node().has("$ref")) {
            String place = at.node().path("$ref").asString().substring(1);
            JsonPointer pointer = JsonPointer.compile(place);
            at = new Part(pointer, root.at(pointer));
            if (at.node().isMissingNode()) {
                throw new IllegalStateException("nothing stands at " + place);
            }
        }
        return at;
    }

    /// What is wrong with a value by the rules of JSON Schema (draft 2020-12).
    List<String> faults(Part schema, JsonNode value) {
        return compiled
                .computeIfAbsent(schema.place(), place -> compile(schema.node()))
                .validate(value.toString(), InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }

    /// With all of `components` beside it, for its references to lead to.
    private Schema compile(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", root.path("components"));
        whole.set("allOf", JSON.createArrayNode().add(schema));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }
}
