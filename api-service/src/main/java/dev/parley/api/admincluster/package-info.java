/// What operators see of the cluster: who owns which inbox slots, how far each consumer group is behind; and the wish
/// that a server be drained. Start at `AdminClusterController`.
@NullMarked
package dev.parley.api.admincluster;

import org.jspecify.annotations.NullMarked;
