package dev.parley.api.support;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Compares answers with a description, openapi.yaml or docs/api/admin.yaml: the operation, its status, its media type,
/// its schema, and for problems
/// whether the code is named there.
public final class OpenApiCheck {
    private static final String METHODS = "get put post delete patch";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode description;
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    private OpenApiCheck(JsonNode description) {
        this.description = description;
    }

    /// Of what clients call.
    public static OpenApiCheck forClients() {
        try (InputStream yaml = OpenApiCheck.class.getResourceAsStream("/dev/parley/api/openapi/openapi.yaml")) {
            return new OpenApiCheck(JSON.valueToTree(new Yaml().load(yaml)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Of what operators call.
    public static OpenApiCheck forOperators() {
        try (InputStream yaml = Files.newInputStream(
                Path.of(System.getProperty("parley.root", "..")).resolve("docs/api/admin.yaml"))) {
            return new OpenApiCheck(JSON.valueToTree(new Yaml().load(yaml)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public JsonNode description() {
        return description;
    }

    /// All operations, as `get /v1/me`.
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            for (String method : path.getValue().propertyNames()) {
                if (METHODS.contains(method)) {
                    operations.add(method + " " + path.getKey());
                }
            }
        }
        return operations;
    }

    /// @throws AssertionError if the answer is not one that the description tells of. Addresses it doesn't know are
    /// passed over
    public synchronized void check(String method, String path, Response response) {
        String template = template(path);
        JsonNode operation = description.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
        if (operation.isMissingNode()) {
            return;
        }
        String about = method + " " + path + " " + response.status();
        JsonNode exact = operation.path("responses").path(Integer.toString(response.status()));
        if (response.status() < 400) {
            assertThat(exact.isMissingNode()).as(about + " is described").isFalse();
        }
        JsonNode described =
                resolved(exact.isMissingNode() ? operation.path("responses").path("default") : exact);
        JsonNode content = described.path("content");
        if (content.isMissingNode()) {
            assertThat(response.text()).as(about).isEmpty();
            return;
        }
        String type =
                response.headers().firstValue("content-type").orElse("none").replaceAll(";.*", "");
        assertThat(content.propertyNames()).as(about).contains(type);
        JsonNode schema = content.path(type).path("schema");
        if (!schema.isMissingNode()) {
            assertThat(errors(schema, response.text()))
                    .as(about + " " + response.text())
                    .isEmpty();
        }
        if (type.equals("application/problem+json")) {
            assertThat(described.path("description").asString()).as(about).contains("`" + response.code() + "`");
            assertThat(response.json().path("status").asInt()).isEqualTo(response.status());
        }
    }

    private List<String> errors(JsonNode schema, String body) {
        Schema compiled = schemas.computeIfAbsent(schema, this::compile);
        List<String> errors = new ArrayList<>();
        for (Error error : compiled.validate(body, InputFormat.JSON)) {
            errors.add(error.toString());
        }
        return errors;
    }

    /// A schema with all of `components` beside it, for its references to lead to.
    private Schema compile(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", description.path("components"));
        whole.set("allOf", JSON.createArrayNode().add(schema));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }

    private JsonNode resolved(JsonNode node) {
        @Nullable JsonNode reference = node.get("$ref");
        return reference == null ? node : description.at(reference.asString().substring(1));
    }

    private String template(String path) {
        String bare = path.replaceAll("\\?.*", "");
        String best = bare;
        for (String template : description.path("paths").propertyNames()) {
            if (template.equals(bare)) {
                return template;
            }
            if (bare.matches(template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+"))) {
                best = template;
            }
        }
        return best;
    }
}
