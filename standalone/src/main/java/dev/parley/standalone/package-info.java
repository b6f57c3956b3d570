/// Every service and every engine on one machine: the embedded default that `./parley up` starts. Imports the
/// services' entry classes
/// and the engines; nothing imports it. Start reading at [dev.parley.standalone.Main].
@NullMarked
package dev.parley.standalone;

import org.jspecify.annotations.NullMarked;
