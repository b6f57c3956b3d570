package dev.parley.conformance.check;

import java.util.List;
import java.util.stream.Stream;

/// Every check, in the order in which it is told.
public final class Checks {
    public static final List<Check> ALL = Stream.of(
                    ConnectChecks.all(),
                    HelloChecks.all(),
                    LifeChecks.all(),
                    FrameChecks.all(),
                    SendChecks.all(),
                    ReturnChecks.all(),
                    PullChecks.all(),
                    MarkChecks.all(),
                    SignalChecks.all(),
                    GroupChecks.all(),
                    AccountChecks.all(),
                    HistoryChecks.all())
            .flatMap(List::stream)
            .toList();

    private Checks() {}
}
