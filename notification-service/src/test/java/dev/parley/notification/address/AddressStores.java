package dev.parley.notification.address;

import dev.parley.notification.support.PushDatabase;

/// The real store, for tests of other features.
public final class AddressStores {
    private AddressStores() {}

    public static AddressStore in(PushDatabase database) {
        return new JdbcAddressStore(database.jdbc(), database.transaction());
    }
}
