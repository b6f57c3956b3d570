/// The REST side: accounts, sessions, people, groups, lists and history. Blocking calls; imports the JDK's HTTP
/// client, frames and events. Start at `ParleyApi`.
@NullMarked
package dev.parley.client.account;

import org.jspecify.annotations.NullMarked;
