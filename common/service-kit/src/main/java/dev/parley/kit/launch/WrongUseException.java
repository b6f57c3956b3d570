package dev.parley.kit.launch;

/// A process was started, or is run, in a way that would harm what others were promised. It doesn't start, or ends.
/// For the person who can change that: what is wrong and what to do, a sentence each.
public final class WrongUseException extends RuntimeException {
    private final String wrong;
    private final String remedy;

    public WrongUseException(String wrong, String remedy) {
        super(wrong + " " + remedy);
        this.wrong = wrong;
        this.remedy = remedy;
    }

    public String wrong() {
        return wrong;
    }

    public String remedy() {
        return remedy;
    }
}
