package dev.parley.notification.request;

import dev.parley.notification.address.AddressStore;
import dev.parley.notification.outstanding.OutstandingStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;

/// The way in, for tests of other features.
public final class RequestIntake {
    private final AcceptRequests requests;

    public RequestIntake(
            AddressStore addresses, OutstandingStore outstanding, InstantSource clock, MeterRegistry meters) {
        requests =
                new AcceptRequests(addresses, outstanding, ListDevices.REGISTERED, new RequestMetrics(meters), clock);
    }

    public void accept(byte[] record) {
        accept(record, "");
    }

    /// @param trace its `traceparent`
    public void accept(byte[] record, String trace) {
        requests.accept(List.of(new AcceptRequests.Received(record, trace)));
    }
}
