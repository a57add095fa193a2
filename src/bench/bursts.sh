#!/usr/bin/env bash
# Measures the response times of a cached list while a burst of other requests arrives. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

requests=${REQUESTS:-3000}
rounds=${ROUNDS:-7}
. src/bench/program.sh
java -Xms512m -Xmx512m src/bench/Bursts.java "${url##*:}" "$requests" "$rounds"
