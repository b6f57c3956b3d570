/// `./parley admin`: the operators' door of the API service, from a shell. Uses nothing of the services but HTTP. Start
/// at `Main`.
@NullMarked
package dev.parley.standalone.admin;

import org.jspecify.annotations.NullMarked;
