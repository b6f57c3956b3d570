/// Checks what Parley is made of and what must not lie among its files: the bill of materials against lists of
/// licences and of versions known to be bad, and a search for secrets. The lists are in `deploy/supply`. Start at
/// `BillTest`.
@NullMarked
package dev.parley.deploy.supply;

import org.jspecify.annotations.NullMarked;
