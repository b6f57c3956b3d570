/// What is measured, running: processes, accounts, tickets, and what each process costs. Start at `Scene`.
@NullMarked
package dev.parley.bench.scene;

import org.jspecify.annotations.NullMarked;
