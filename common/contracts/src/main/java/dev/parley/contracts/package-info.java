/// The published language: what services, stores and clients say to each other. Imports nothing but the JDK,
/// JSpecify, protobuf, a JSON
/// tokenizer and a JOSE library. Start reading at `dev.parley.contracts.event.Event`.
@NullMarked
package dev.parley.contracts;

import org.jspecify.annotations.NullMarked;
