#!/usr/bin/env bash
# How much a listener of the event stream takes, and how soon the last of them is told. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

listeners=${LISTENERS:-2000}
events=${EVENTS:-100}
. src/bench/program.sh
java src/bench/Listeners.java "$url" "$key" "$pid" "$listeners" "$events"
