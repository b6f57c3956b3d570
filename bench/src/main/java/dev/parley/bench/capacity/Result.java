package dev.parley.bench.capacity;

/// One number that comes out.
///
/// @param name as formulas and docs/capacity.md call it
/// @param unit empty for a count
/// @param formula in names of inputs and of results above it
record Result(String name, double value, String unit, String formula) {
    String text() {
        return Amount.of(value, unit);
    }
}
