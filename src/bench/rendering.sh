#!/usr/bin/env bash
# Measures how long the worst bodies take to be rendered. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

app=$(realpath "${APP:-target/quarkus-app/quarkus-run.jar}")
[[ -f $app ]] || { echo "There is no $app: ./mvnw package -DskipTests" >&2; exit 2; }
folder=$(dirname "$app")
# shellcheck disable=SC2086 # JAVA_OPTS has several options
exec java ${JAVA_OPTS:-} -cp "$folder/app/*:$folder/lib/main/*:$folder/lib/boot/*" src/bench/Rendering.java "${ROUNDS:-10}"
