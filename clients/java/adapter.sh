#!/usr/bin/env bash
# The client library as JSON lines, for `./parley conformance --client`; docs/conformance.md says which lines.
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  -cp "target/classes:$(cat target/classpath.txt)" dev.parley.client.terminal.AdapterMain
