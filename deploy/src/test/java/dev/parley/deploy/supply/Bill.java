package dev.parley.deploy.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A bill of materials, as far as it is judged here: CycloneDX's JSON, or npm's `package-lock.json`.
record Bill(List<Component> components) {
    private static final String NODE_MODULES = "node_modules/";

    /// @param licences any of which may be chosen; as SPDX names them, or else as the library's own POM does
    record Component(String group, String name, String version, List<String> licences) {
        String key() {
            return group + ":" + name;
        }

        boolean isOurs() {
            return group.equals("dev.parley");
        }
    }

    static Bill read(Path file) throws IOException {
        return of(new ObjectMapper().readTree(file.toFile()));
    }

    static Bill of(JsonNode bom) {
        List<Component> components = new ArrayList<>();
        for (JsonNode component : bom.path("components")) {
            components.add(new Component(
                    component.path("group").asText(),
                    component.path("name").asText(),
                    component.path("version").asText(),
                    licences(component.path("licenses"))));
        }
        return new Bill(List.copyOf(components));
    }

    /// What is in the page that browsers load: libraries in a `package-lock.json` that are not for its build alone.
    /// Their
    /// group is `npm`.
    static Bill ofNpm(JsonNode lock) {
        List<Component> components = new ArrayList<>();
        lock.path("packages").forEachEntry((place, library) -> {
            boolean ours = !place.contains(NODE_MODULES) || library.path("link").asBoolean();
            if (!ours
                    && !library.path("dev").asBoolean()
                    && !library.path("devOptional").asBoolean()) {
                components.add(new Component(
                        "npm",
                        place.substring(place.lastIndexOf(NODE_MODULES) + NODE_MODULES.length()),
                        library.path("version").asText(),
                        List.of(library.path("license").asText())));
            }
        });
        return new Bill(List.copyOf(components));
    }

    private static List<String> licences(JsonNode choices) {
        List<String> licences = new ArrayList<>();
        for (JsonNode choice : choices) {
            JsonNode licence = choice.path("license");
            licences.add(
                    choice.has("expression")
                            ? choice.path("expression").asText()
                            : licence.path("id").asText(licence.path("name").asText()));
        }
        return List.copyOf(licences);
    }

    /// Everything that is not as the lists say, one sentence each.
    ///
    /// @param licences that may be used
    /// @param denied versions that may not
    List<String> mistakes(List<String> licences, List<Denied> denied) {
        List<String> mistakes = new ArrayList<>();
        for (Component it : components) {
            if (it.isOurs()) {
                continue;
            }
            String what = it.key() + ":" + it.version();
            if (it.licences().stream().noneMatch(licences::contains)) {
                mistakes.add(what + " has none of the allowed licences but " + it.licences());
            }
            if (it.version().endsWith("-SNAPSHOT")) {
                mistakes.add(what + " is a snapshot: tomorrow it is another");
            }
            if (components.stream()
                    .anyMatch(other ->
                            other.key().equals(it.key()) && !other.version().equals(it.version()))) {
                mistakes.add(what + " is there in another version, too");
            }
            denied.stream()
                    .filter(rule -> rule.forbids(it))
                    .forEach(rule -> mistakes.add(what + " is known to be bad: " + rule));
        }
        return mistakes;
    }
}
