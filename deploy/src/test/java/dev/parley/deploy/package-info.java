/// Checks what is deployed: manifests as Kubernetes will see them, images, compose file, alerts, dashboards.
/// Start at `OverlayTest`; `BrokenOverlayTest` shows that each rule can fail.
@NullMarked
package dev.parley.deploy;

import org.jspecify.annotations.NullMarked;
