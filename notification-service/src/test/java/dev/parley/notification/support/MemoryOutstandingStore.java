package dev.parley.notification.support;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.address.Address;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.outstanding.Outstanding;
import dev.parley.notification.outstanding.OutstandingStore;
import dev.parley.notification.outstanding.Place;
import dev.parley.notification.outstanding.Taken;
import dev.parley.notification.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// What is outstanding, in memory, for the addresses of a store.
public final class MemoryOutstandingStore implements OutstandingStore {
    private final AddressStore addresses;
    private int failures;
    private final Map<Place, Row> rows = new HashMap<>();

    private record Row(Outstanding state, long lease, Instant leasedUntil, Instant changedAt) {}

    public MemoryOutstandingStore(AddressStore addresses) {
        this.addresses = addresses;
    }

    @Override
    public synchronized void change(
            Set<Place> begin, Set<Place> ifThere, Instant now, BiFunction<Place, Outstanding, Outstanding> change) {
        dropOrphans();
        for (Place place : begin) {
            if (addresses.find(place.device()).isPresent()) {
                rows.putIfAbsent(place, new Row(Outstanding.NOTHING, 0, Instant.EPOCH, now));
            }
        }
        List<Place> all = new ArrayList<>(begin);
        all.addAll(ifThere);
        all.forEach(place -> rows.computeIfPresent(
                place, (same, row) -> new Row(change.apply(place, row.state()), row.lease(), row.leasedUntil(), now)));
    }

    private void dropOrphans() {
        rows.keySet().removeIf(place -> addresses.find(place.device()).isEmpty());
    }

    @Override
    public synchronized List<Taken> take(Provider provider, Instant now, Duration lease, int limit) {
        dropOrphans();
        List<Place> due = rows.entrySet().stream()
                .filter(it -> isDue(it.getKey(), it.getValue(), provider, now))
                .filter(it -> !it.getValue().leasedUntil().isAfter(now))
                .sorted(Comparator.comparing(it -> it.getValue().state().due().orElseThrow()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        List<Taken> taken = new ArrayList<>();
        for (Place place : due) {
            Row row = rows.get(place);
            if (row != null) {
                rows.put(place, new Row(row.state(), row.lease() + 1, now.plus(lease), row.changedAt()));
                Address address = addresses.find(place.device()).orElseThrow();
                taken.add(new Taken(place, address.user(), row.state(), row.lease() + 1));
            }
        }
        return taken;
    }

    private boolean isDue(Place place, Row row, Provider provider, Instant now) {
        return row.state().due().filter(due -> !due.isAfter(now)).isPresent()
                && addresses
                        .find(place.device())
                        .filter(it -> it.target().provider() == provider)
                        .isPresent();
    }

    /// As PostgreSQL does that is away for a moment.
    public synchronized void failNextFinishes(int count) {
        failures = count;
    }

    @Override
    public synchronized boolean finish(Taken taken, UnaryOperator<Outstanding> change) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("away");
        }
        dropOrphans();
        Row row = rows.get(taken.place());
        if (row == null || row.lease() != taken.lease()) {
            return false;
        }
        rows.put(taken.place(), new Row(change.apply(row.state()), row.lease(), Instant.EPOCH, row.changedAt()));
        return true;
    }

    @Override
    public synchronized List<Kept> find(ConversationId conversation, Collection<UserId> users) {
        dropOrphans();
        List<Kept> kept = new ArrayList<>();
        rows.forEach((place, row) -> addresses
                .find(place.device())
                .filter(it -> users.contains(it.user()) && place.conversation().equals(conversation))
                .ifPresent(it -> kept.add(new Kept(it.user(), place.device(), row.state()))));
        return kept;
    }

    @Override
    public synchronized long countDue(Provider provider, Instant now) {
        return rows.entrySet().stream()
                .filter(it -> isDue(it.getKey(), it.getValue(), provider, now))
                .count();
    }

    @Override
    public synchronized int forget(Instant before, int limit) {
        List<Place> old = rows.entrySet().stream()
                .filter(it -> it.getValue().changedAt().isBefore(before))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        old.forEach(rows::remove);
        return old.size();
    }

    public synchronized Optional<Outstanding> at(Place place) {
        return Optional.ofNullable(rows.get(place)).map(Row::state);
    }
}
