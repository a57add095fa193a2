#!/usr/bin/env bash
# Whether Broadsheet is ready: on the management port, which only programs have that were built with one, or else on the public
# one. The image has no curl; bash speaks TCP by itself.

# ready HOST PORT
ready() (
    exec 3<>"/dev/tcp/$1/$2" || exit
    printf 'GET /health/ready HTTP/1.0\r\n\r\n' >&3
    grep -q '^HTTP/1.[01] 200' <(head -n 1 <&3)
) 2>/dev/null

# A host of all addresses, such as 0.0.0.0, is this one too.
ready "${QUARKUS_MANAGEMENT_HOST:-0.0.0.0}" "${QUARKUS_MANAGEMENT_PORT:-9000}" ||
    ready "${QUARKUS_HTTP_HOST:-0.0.0.0}" "${QUARKUS_HTTP_PORT:-8080}"
