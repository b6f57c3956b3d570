/// The description of the API that clients are written from; tests compare it with what is answered. Start at
/// `openapi.yaml` among the resources.
@NullMarked
package dev.parley.api.openapi;

import org.jspecify.annotations.NullMarked;
