#!/usr/bin/env bash
# Measures the memory of a listener of the event stream, and how soon the last listener has an event. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

listeners=${LISTENERS:-2000}
events=${EVENTS:-100}
. src/bench/program.sh
java src/bench/Listeners.java "$url" "$key" "$pid" "$listeners" "$events"
