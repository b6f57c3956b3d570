package dev.parley.notification.request;

import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.PushRequests;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.notification.address.Address;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.outstanding.Outstanding;
import dev.parley.notification.outstanding.OutstandingStore;
import dev.parley.notification.outstanding.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns requests into what is outstanding for each device. When it returns, they are durable; the same ones
/// again
/// change nothing.
final class AcceptRequests {
    private static final Logger log = LoggerFactory.getLogger(AcceptRequests.class);

    private final AddressStore addresses;
    private final OutstandingStore outstanding;
    private final ListDevices everyDevice;
    private final RequestMetrics metrics;
    private final InstantSource clock;

    AcceptRequests(
            AddressStore addresses,
            OutstandingStore outstanding,
            ListDevices everyDevice,
            RequestMetrics metrics,
            InstantSource clock) {
        this.addresses = addresses;
        this.outstanding = outstanding;
        this.everyDevice = everyDevice;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @param records in their order; one that no version of ours wrote is counted and passed over, since it
    ///     would be
    /// as
    ///     unreadable the next time
    void accept(List<Received> records) {
        List<Traced> requests = new ArrayList<>();
        for (Received record : records) {
            try {
                requests.add(new Traced(PushRequests.decode(record.value()), record.trace()));
                metrics.seen();
            } catch (UnreadableRecordException unreadable) {
                metrics.unreadable();
                log.atWarn().setMessage("push_request_unreadable").log();
            }
        }
        if (!requests.isEmpty()) {
            keep(requests);
        }
    }

    /// A record of the topic.
    ///
    /// @param trace its `traceparent`; empty if it has none
    record Received(byte[] value, String trace) {}

    private record Traced(PushRequest request, String trace) {}

    private void keep(List<Traced> requests) {
        Map<UserId, Long> badges = new HashMap<>();
        requests.forEach(it -> badges.put(it.request().user(), it.request().badge()));
        everyDevice.register(badges.keySet());
        addresses.setBadges(badges);

        Map<Place, List<Traced>> byPlace = byPlace(requests, addresses.ofUsers(badges.keySet()));
        Set<Place> begin = new HashSet<>();
        Set<Place> ifThere = new HashSet<>();
        byPlace.forEach((place, asked) ->
                (asked.stream().anyMatch(it -> asksForRing(it.request(), place)) ? begin : ifThere).add(place));
        Instant now = clock.instant();
        outstanding.change(begin, ifThere, now, (place, before) -> {
            Outstanding it = before;
            for (Traced traced : byPlace.getOrDefault(place, List.of())) {
                it = changed(it, traced, place, now);
            }
            return it;
        });
    }

    private static Map<Place, List<Traced>> byPlace(List<Traced> requests, List<Address> known) {
        Map<UserId, List<Address>> byUser = new HashMap<>();
        known.forEach(it ->
                byUser.computeIfAbsent(it.user(), user -> new ArrayList<>()).add(it));
        Map<Place, List<Traced>> byPlace = new HashMap<>();
        for (Traced traced : requests) {
            PushRequest request = traced.request();
            for (Address address : byUser.getOrDefault(request.user(), List.of())) {
                byPlace.computeIfAbsent(new Place(address.device(), request.conversation()), place -> new ArrayList<>())
                        .add(traced);
            }
        }
        return byPlace;
    }

    private static boolean asksForRing(PushRequest request, Place place) {
        return request instanceof PushRequest.Ring ring && !ring.reached().contains(place.device());
    }

    private static Outstanding changed(Outstanding it, Traced traced, Place place, Instant now) {
        return switch (traced.request()) {
            case PushRequest.Withdraw withdraw -> it.withdraw(withdraw.seq(), now);
            case PushRequest.Ring ring ->
                ring.reached().contains(place.device()) ? it.reach(ring.seq(), now) : it.ask(ring, now, traced.trace());
        };
    }
}
