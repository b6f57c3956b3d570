package dev.parley.testkit.contract;

import dev.parley.testkit.contract.Description.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which fields and listed values a schema tells of, and which of them a value has. Knows as much of JSON Schema as
/// `docs/api` uses: objects, lists, `allOf`, and `oneOf` whose alternatives differ in constants.
final class Fields {
    private static final List<String> LISTS = List.of("enum", "x-extensible-enum");

    private final Description description;

    Fields(Description description) {
        this.description = description;
    }

    /// @return each by its place in the document, listed values with ` = value` behind it
    Set<String> toldOf(Part schema) {
        Set<String> all = new HashSet<>();
        tell(schema, all, new HashSet<>());
        return all;
    }

    private void tell(Part schema, Set<String> all, Set<String> told) {
        for (Part facet : facets(schema, null)) {
            if (!told.add(facet.place().toString())) {
                continue;
            }
            listed(facet).forEach(value -> all.add(facet.place() + " = " + value));
            Part properties = facet.of("properties");
            for (String name : properties.node().propertyNames()) {
                all.add(properties.of(name).place().toString());
                tell(properties.of(name), all, told);
            }
            if (facet.node().has("items")) {
                tell(facet.of("items"), all, told);
            }
        }
    }

    /// @param seen gets what the value has, named as by [#toldOf]
    /// @return a sentence for each field and value that the schema does not tell of
    List<String> visit(Part schema, JsonNode value, Set<String> seen) {
        List<String> untold = new ArrayList<>();
        visit(schema, value, "", seen, untold);
        return untold;
    }

    private void visit(Part schema, JsonNode value, String where, Set<String> seen, List<String> untold) {
        List<Part> facets = facets(schema, value);
        for (Part facet : facets) {
            List<String> listed = listed(facet);
            if (listed.contains(value.asString(""))) {
                seen.add(facet.place() + " = " + value.asString());
            } else if (!listed.isEmpty()) {
                untold.add(where + " is " + value);
            }
        }
        if (value.isArray()) {
            facets.stream()
                    .filter(facet -> facet.node().has("items"))
                    .forEach(
                            facet -> value.forEach(each -> visit(facet.of("items"), each, where + "[]", seen, untold)));
        }
        if (facets.stream().anyMatch(facet -> facet.node().has("properties"))) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String name = where + "." + field.getKey();
                List<Part> told = facets.stream()
                        .map(facet -> facet.of("properties").of(field.getKey()))
                        .filter(part -> !part.node().isMissingNode())
                        .toList();
                if (told.isEmpty()) {
                    untold.add(name + " stands in no description");
                }
                told.forEach(part -> {
                    seen.add(part.place().toString());
                    visit(part, field.getValue(), name, seen, untold);
                });
            }
        }
    }

    private static List<String> listed(Part facet) {
        return LISTS.stream()
                .flatMap(list -> facet.node().path(list).valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    /// The schema and all that it consists of; of alternatives those that the value may be, all of them without one.
    List<Part> facets(Part schema, @Nullable JsonNode value) {
        Part part = description.resolved(schema);
        List<Part> facets = new ArrayList<>(List.of(part));
        parts(part.of("allOf")).forEach(each -> facets.addAll(facets(each, value)));
        parts(part.of("oneOf")).forEach(each -> {
            List<Part> alternative = facets(each, value);
            if (value == null || alternative.stream().allMatch(facet -> hasConstants(facet, value))) {
                facets.addAll(alternative);
            }
        });
        return facets;
    }

    private static Stream<Part> parts(Part list) {
        return IntStream.range(0, list.node().size()).mapToObj(list::at);
    }

    private static boolean hasConstants(Part facet, JsonNode value) {
        return facet.node().path("properties").propertyStream().allMatch(property -> {
            JsonNode constant = property.getValue().path("const");
            return constant.isMissingNode() || constant.equals(value.path(property.getKey()));
        });
    }
}
