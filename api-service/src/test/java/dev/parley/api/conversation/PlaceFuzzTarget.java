package dev.parley.api.conversation;

import dev.parley.fuzzkit.FuzzTarget;

/// The parameter `before` of `GET /v1/conversations`.
public final class PlaceFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "conversation-pages";
    }

    @Override
    public String promise() {
        return "a place or nothing, and what is written is the same place";
    }

    @Override
    public void hold(byte[] input) {
        Place.parse(FuzzTarget.text(input))
                .ifPresent(place ->
                        FuzzTarget.requireEqual(place, Place.parse(place.text()).orElseThrow()));
    }
}
