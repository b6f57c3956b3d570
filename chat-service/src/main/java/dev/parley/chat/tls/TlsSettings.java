package dev.parley.chat.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// TLS of the WebSocket port; plain without. Both files are looked at again while the server runs.
///
/// @param certificate the server's certificate in PEM, then those that lead to its authority
/// @param key its private key in PEM, without a password
@ConfigurationProperties("parley.chat.edge.tls")
record TlsSettings(@Nullable Path certificate, @Nullable Path key) {}
