package dev.parley.testkit.contract;

import dev.parley.testkit.contract.Description.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Text frames as `docs/api/asyncapi.yaml` tells of them. Safe for several threads.
public final class FrameContract {
    private final Description description;
    private final Fields fields;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    public enum Side {
        CLIENT("/components/schemas/ClientFrame"),
        SERVER("/components/schemas/ServerFrame");

        private final String schema;

        Side(String schema) {
            this.schema = schema;
        }
    }

    public FrameContract() {
        this(Description.read("asyncapi.yaml"));
    }

    FrameContract(Description description) {
        this.description = description;
        this.fields = new Fields(description);
    }

    /// @return a sentence for each way in which the frame is not one of those
    public List<String> judge(Side by, String text) {
        JsonNode frame;
        try {
            frame = Description.JSON.readTree(text);
        } catch (JacksonException notJson) {
            return List.of("it is no JSON");
        }
        Part any = description.part(by.schema);
        List<Part> kinds = fields.facets(any, frame);
        if (kinds.size() < 2) {
            return List.of("there is no such type");
        }
        List<String> wrong = new ArrayList<>(description.faults(kinds.get(1), frame));
        Set<String> here = new TreeSet<>();
        wrong.addAll(fields.visit(any, frame, here));
        if (wrong.isEmpty()) {
            seen.addAll(here);
        }
        return wrong;
    }

    /// Every field, type and code that is told of, by its place in the document.
    public Set<String> told() {
        Set<String> told = new TreeSet<>();
        for (Side side : Side.values()) {
            told.addAll(fields.toldOf(description.part(side.schema)));
        }
        return told;
    }

    /// What was in frames that were right, named as by [#told].
    public Set<String> seen() {
        return Set.copyOf(seen);
    }
}
