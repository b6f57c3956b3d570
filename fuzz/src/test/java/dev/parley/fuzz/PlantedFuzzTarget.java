package dev.parley.fuzz;

import dev.parley.fuzzkit.FuzzTarget;

/// A parser with a bug behind four comparisons, which chance would need four thousand million inputs for.
public final class PlantedFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "planted";
    }

    @Override
    public String promise() {
        return "anything is taken";
    }

    @Override
    public void hold(byte[] input) {
        String text = FuzzTarget.text(input);
        if (text.length() > 4 && text.charAt(0) == 'b' && text.charAt(1) == 'u') {
            if (text.charAt(2) == 'g' && text.charAt(4) == '!') {
                throw new ArithmeticException("planted");
            }
        }
    }
}
