@NullMarked
package dev.parley.api.admincluster;

import org.jspecify.annotations.NullMarked;
