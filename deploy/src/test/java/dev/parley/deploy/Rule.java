package dev.parley.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// One rule about what is deployed.
///
/// @param name as tests show it
/// @param check tells what breaks the rule
record Rule(String name, BiConsumer<Overlay, Consumer<String>> check) {
    List<String> violations(Overlay overlay) {
        List<String> found = new ArrayList<>();
        try {
            check.accept(overlay, found::add);
        } catch (IllegalArgumentException unreadable) {
            found.add(String.valueOf(unreadable.getMessage()));
        }
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
