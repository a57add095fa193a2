#!/usr/bin/env bash
# Measures two nodes on one database: whether a read on the writing node is stale, how soon the other node shows a change,
# also while the connection for notifications is cut, and a mixed load. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

PAIRS=${PAIRS:-10000}
WRITES=${WRITES:-1000}
SECONDS_OF_LOAD=${SECONDS_OF_LOAD:-600}
RATE=${RATE:-1000}
app=$(realpath "${APP:-target/quarkus-app/quarkus-run.jar}")
bench=$(realpath src/bench)
work=$(mktemp -d)
key=bs_$(head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n')
pids=()

end() {
    [[ ${#pids[@]} == 0 ]] || kill "${pids[@]}" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap end EXIT
[[ -f $app ]] || { echo "There is no $app: ./mvnw package -DskipTests" >&2; exit 2; }
command -v psql >/dev/null || { echo "missing: psql (Debian package: postgresql-client)" >&2; exit 2; }

# start LOG [VARIABLE=VALUE...]: starts a node and sets url.
start() {
    local log=$work/$1
    shift
    # shellcheck disable=SC2086 # JAVA_OPTS has several options
    (cd "$work" && exec env BROADSHEET_DATA_DIR="$work/data" BROADSHEET_SAMPLE_CONTENT=true BROADSHEET_ADMIN_KEY="$key" \
        QUARKUS_HTTP_PORT=0 "$@" java ${JAVA_OPTS:-} -jar "$app") >"$log" 2>&1 &
    pids+=($!)
    url=
    for _ in $(seq 300); do
        url=$(sed -n 's/.*Listening on: http:\/\/[^:]*:\([0-9]*\).*/http:\/\/127.0.0.1:\1/p' "$log")
        [[ -z $url ]] || return 0
        kill -0 "${pids[-1]}" 2>/dev/null || break
        sleep 0.2
    done
    cat "$log" >&2
    exit 1
}

start first
first=$url
cluster=$(echo "$work"/data/postgresql-*)
PGPORT=$(sed -n 4p "$cluster/postmaster.pid")
PGPASSWORD=$(<"$cluster/broadsheet.password")
export PGHOST=127.0.0.1 PGPORT PGPASSWORD PGUSER=broadsheet PGDATABASE=broadsheet
start second "QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE" \
    QUARKUS_DATASOURCE_JDBC_DRIVER=org.postgresql.Driver "QUARKUS_DATASOURCE_USERNAME=$PGUSER" \
    "QUARKUS_DATASOURCE_PASSWORD=$PGPASSWORD"
second=$url

nodes() {
    java "$bench/Nodes.java" "$first" "$second" "$key" "$@"
}

nodes pairs "$PAIRS"
nodes fresh "$WRITES"
echo "While the connection for notifications is cut ten times a second:"
(while true; do
    psql -X -q -A -t -o /dev/null -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'Broadsheet change log'"
    sleep 0.1
done) &
cutting=$!
nodes fresh "$WRITES"
kill "$cutting"
echo "Mixed load, with the resident memory of both nodes:"
nodes mixed "$SECONDS_OF_LOAD" "$RATE" "${pids[@]}"
