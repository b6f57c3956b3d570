/// Starts a service: its defaults, its auto-configuration, its settings checked. Start at `ServiceLauncher`.
@NullMarked
package dev.parley.kit.launch;

import org.jspecify.annotations.NullMarked;
