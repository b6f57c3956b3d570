package dev.parley.kit.services;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Calls between services. Who calls another, or is called, does not start without `keysFile`.
///
/// @param keysFile see [ServiceKeys]; the same for all services of an installation. Looked at again while the service
/// runs
/// @param createKeys make the file with one key if it is not there; for one machine only, since all need the same
@ConfigurationProperties("parley.services")
record ServicesSettings(
        @Nullable Path keysFile, @DefaultValue("false") boolean createKeys) {}
