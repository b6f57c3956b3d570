package dev.parley.api.admin;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The door for operators. Shut without `keysFile`.
///
/// @param keysFile see [AdminKeys]; read at the start
/// @param createKeys make the file with one key if it is not there; for one machine only, since all instances need the
/// same
@ConfigurationProperties("parley.admin")
record AdminSettings(
        @Nullable Path keysFile, @DefaultValue("false") boolean createKeys) {}
