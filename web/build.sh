#!/usr/bin/env bash
# Builds and tests what is written in TypeScript, for Maven. Runs npm only if a source has changed. Without Node it leaves
# one line that says what is missing, which the gateway and ./parley show, and the rest of Parley builds all the same.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=web/target/classes/dev/parley/web
stamp=web/target/web-built
missing=$out/missing.txt

sources=(package.json package-lock.json .npmrc docs/api docs/protocol.md
  clients/typescript/{src,test,scripts,package.json,tsconfig.json,tsconfig.build.json,vitest.config.ts}
  web/{src,test,public,api-page,index.html,docs.html,package.json,tsconfig.json,tsconfig.worker.json,vite.config.ts,build.sh})

# What keeps npm from running here; nothing if it can.
lacks() {
  command -v node >/dev/null && command -v npm >/dev/null ||
    { echo "Node 20.19 or newer with npm is needed and none is on the PATH"; return; }
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    echo "Node 20.19 or newer is needed and this is $(node --version)"
}

leave() {
  mkdir -p "$out"
  rm -rf "$out/site" "$stamp"
  echo "The web client is not built: $1." | tee "$missing"
}

is_newer() { # STAMP: something was changed, added or removed since.
  [ ! -f "$1" ] || [ -n "$(find "${sources[@]}" -newer "$1" -print -quit 2>/dev/null)" ]
}

install() {
  cmp -s package-lock.json node_modules/.parley-lock || {
    npm ci --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.parley-lock
  }
}

case $1 in
  lacks)
    lacks
    ;;
  build)
    reason=$(lacks)
    if [ -n "$reason" ]; then
      leave "$reason"
    elif is_newer "$stamp" || [ ! -f "$out/site/index.html" ]; then
      if ! install; then
        leave "npm ci failed, most likely because its registry does not answer"
        exit 0
      fi
      mkdir -p web/target
      touch web/target/building
      rm -f "$missing"
      npm run -s build
      mv web/target/building "$stamp"
    fi
    ;;
  test)
    reason=$(lacks)
    sources+=(llms.txt docs)
    case "$reason ${SKIP_TESTS:-}" in
      *true*) ;;
      " "*)
        if is_newer web/target/web-tested; then
          install
          npm run -s test
          touch web/target/web-tested
        else
          echo "The tests in TypeScript have passed with these sources already."
        fi
        ;;
      *) echo "The tests in TypeScript are skipped: $reason." ;;
    esac
    ;;
esac
