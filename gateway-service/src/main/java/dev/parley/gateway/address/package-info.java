/// Who is at the other end: the client's address, believed from trusted proxies only, and what backends are told of
/// it. Start at `ClientAddresses`.
@NullMarked
package dev.parley.gateway.address;

import org.jspecify.annotations.NullMarked;
