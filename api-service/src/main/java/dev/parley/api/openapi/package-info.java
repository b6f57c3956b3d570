/// The description of the API that clients are written from, packed as it stands in `docs/api/openapi.yaml`;
/// tests compare it with what is answered. Start at `OpenApiController`.
@NullMarked
package dev.parley.api.openapi;

import org.jspecify.annotations.NullMarked;
