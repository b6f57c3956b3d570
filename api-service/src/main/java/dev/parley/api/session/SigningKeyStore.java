package dev.parley.api.session;

import com.nimbusds.jose.jwk.ECKey;
import java.util.List;
import java.util.function.Supplier;

/// Keeps the keys that sign access tokens.
interface SigningKeyStore {
    /// All keys, newest first. Where there is none, `first` is made and kept; of several services that start at the
    /// same
    /// time, all get the same.
    List<ECKey> keysOr(Supplier<ECKey> first);
}
