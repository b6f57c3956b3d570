package dev.parley.kit.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Whom connections to other services of the installation trust. Each engine's authorities are named in its own
/// settings.
///
/// @param caFile certificates of authorities in PEM; none: those that the JDK trusts. Read at the start
@ConfigurationProperties("parley.trust")
public record TrustSettings(@Nullable Path caFile) {}
