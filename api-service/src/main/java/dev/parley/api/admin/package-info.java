/// The door for operators, and the record of what they did. Addresses below `/admin` take an operator's secret in
/// place of an access token; the gateway does not lead there. Imports `edge` only. Start at `AdminGateFilter`.
@NullMarked
package dev.parley.api.admin;

import org.jspecify.annotations.NullMarked;
