#!/usr/bin/env bash
# Runs Broadsheet once, in the folder of the package, so that the JVM archives the classes of the start and of the first
# requests: from JDK 25 on in app.aot (JEP 514), before that in app.jsa (JEP 350). Arguments are JVM options on which the
# archive depends, such as -XX:+UseCompactObjectHeaders; later runs need the same. The archive is valid only with the same
# absolute path after -jar.
set -euo pipefail

# A random port, because another server may listen on the default one.
export QUARKUS_HTTP_PORT=$((20000 + RANDOM % 10000)) BROADSHEET_SAMPLE_CONTENT=true
BROADSHEET_DATA_DIR=$(mktemp -d)
export BROADSHEET_DATA_DIR

# get PATH: succeeds if the response is 200. The image has no curl, so bash opens the connection.
get() {
    exec 3<>"/dev/tcp/127.0.0.1/$QUARKUS_HTTP_PORT" || return 1
    printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n' "$1" >&3
    grep -aq '^HTTP/1.[01] 200' <(cat <&3)
}

if java "$@" -XX:+PrintFlagsFinal -version 2>/dev/null | grep -qw AOTCacheOutput; then
    file=app.aot
    java "$@" -XX:AOTCacheOutput="$file" -jar "$PWD/quarkus-run.jar" &
else
    file=app.jsa
    rm -f "$file"
    java "$@" -XX:ArchiveClassesAtExit="$file" -Xlog:cds=error -Xlog:cds+dynamic=error -jar "$PWD/quarkus-run.jar" &
fi
program=$!
for _ in $(seq 600); do
    "$(dirname "$0")/health.sh" && break
    kill -0 "$program"
    sleep 0.1
done
for _ in 1 2 3; do
    for path in /v1/stories '/v1/stories?include=body,tags&limit=100' /v1/categories /v1/authors /v1/tags /v1/collections \
        '/v1/stories/memory-makers-bet-on-the-inference-boom?include=related' /v1/changes; do
        get "$path"
    done
done
kill "$program"
wait "$program" || true
rm -rf "$BROADSHEET_DATA_DIR"
test -s "$file"
