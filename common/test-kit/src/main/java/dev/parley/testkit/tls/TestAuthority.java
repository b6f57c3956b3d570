package dev.parley.testkit.tls;

import java.nio.file.Path;
import java.util.List;

/// Signs others' certificates, as the authority of an installation does: whoever trusts its certificate trusts
/// theirs.
public final class TestAuthority {
    private final Path store;
    private final String name;
    private final TestIdentity own;

    private TestAuthority(Path store, String name, TestIdentity own) {
        this.store = store;
        this.name = name;
        this.own = own;
    }

    public static TestAuthority make(Path directory, String name) {
        Path store = directory.resolve(name + ".p12");
        return new TestAuthority(store, name, Keytool.make(store, name, "bc:critical=ca:true", List.of()));
    }

    /// In PEM.
    public Path certificate() {
        return own.certificate();
    }

    /// The files lie beside the authority's.
    ///
    /// @param names whom the certificate is for, as `dns:localhost,ip:127.0.0.1`
    public TestIdentity sign(String subject, String names) {
        return Keytool.make(store, subject, "san=" + names, List.of("-signer", name));
    }
}
