package dev.parley.notification.outstanding;

import dev.parley.contracts.id.UserId;

/// Something due that one instance may work on until its lease runs out.
///
/// @param lease tells this taking from earlier and later ones
public record Taken(Place place, UserId user, Outstanding state, long lease) {}
