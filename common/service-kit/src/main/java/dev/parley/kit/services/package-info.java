/// Calls between the services of an installation: who calls proves that it is one of them. Start at `ServiceKeys`, then
/// `ServiceCaller` and `CalledService` for the side that asks and `ServiceGateFilter` for the one that answers.
@NullMarked
package dev.parley.kit.services;

import org.jspecify.annotations.NullMarked;
