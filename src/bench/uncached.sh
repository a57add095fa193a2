#!/usr/bin/env bash
# Measures the uncached response times of lists, or of search, completions and related stories, on stories that
# WORK=… STORIES=1000000 LOAD_ONLY=1 KEEP=1 run.sh has loaded before. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

DURATION=${DURATION:-15}
CLIENTS=${CLIENTS:-1 8}
what=${1:-}
[[ $what == lists || $what == search ]] || { echo "usage: uncached.sh lists|search" >&2; exit 2; }
app=$(realpath "${APP:-target/quarkus-app/quarkus-run.jar}")
bench=$(realpath src/bench)
[[ -f $app ]] || { echo "There is no $app: ./mvnw package -DskipTests" >&2; exit 2; }
postgres_bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1 || true)
[[ -z $postgres_bin ]] || PATH=$postgres_bin:$PATH
log=$(mktemp)
search_dir=${SEARCH_DIR:-$(mktemp -d)}
pid=
started=

as_ordinary_user=()
[[ $(id -u) != 0 ]] || as_ordinary_user=(setpriv "--reuid=65534" "--regid=65534" --clear-groups)

end() {
    [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
    wait
    [[ -z $started ]] || (cd "$WORK/postgresql" && "${as_ordinary_user[@]}" pg_ctl -D data -m fast stop >/dev/null)
    rm -f "$log"
    [[ -n ${SEARCH_DIR:-} ]] || rm -rf "$search_dir"
}
trap end EXIT

# PGPORT is the port of a server that is already running. Without it, the server in WORK is started.
export PGHOST=127.0.0.1 PGUSER=broadsheet PGDATABASE=broadsheet PGPORT=${PGPORT:-} PGPASSWORD=${PGPASSWORD:-unused}
if [[ -z $PGPORT ]]; then
    [[ -n ${WORK:-} && -d $WORK/postgresql/data ]] || { echo "WORK is not a folder of run.sh with KEEP=1" >&2; exit 2; }
    PGPORT=$((20000 + RANDOM % 10000))
    PGPASSWORD=$(<"$WORK/postgresql/password")
    (cd "$WORK/postgresql" && "${as_ordinary_user[@]}" pg_ctl -D data -w -t 600 -l log -o "-c port=$PGPORT \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories=''" start >/dev/null)
    started=1
fi

# shellcheck disable=SC2086 # JAVA_OPTS has several options
QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE" QUARKUS_DATASOURCE_USERNAME=$PGUSER \
    QUARKUS_DATASOURCE_PASSWORD=$PGPASSWORD QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=0 \
    BROADSHEET_SAMPLE_CONTENT=false BROADSHEET_CACHE_ENABLED=false BROADSHEET_SEARCH_DIR=$search_dir java ${JAVA_OPTS:-} -jar "$app" >"$log" 2>&1 &
pid=$!
url=
for _ in $(seq 600); do
    url=$(sed -n 's/.*Listening on: http:\/\/[^:]*:\([0-9]*\).*/http:\/\/127.0.0.1:\1/p' "$log")
    [[ -z $url ]] || break
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
done
[[ -n $url ]] || { cat "$log" >&2; exit 1; }
if [[ $what == search ]]; then
    until [[ $(curl -s "$url/metrics" | grep -c '^search_index_ready.* 1') == 2 ]]; do
        kill -0 "$pid"
        sleep 1
    done
    grep -o 'The search index .* was built in .*' "$log" || true
    du -sh "$search_dir"/*
fi
echo "$(psql -X -A -t -c 'SELECT count(*) FROM live_story') stories, $(nproc) CPUs, PostgreSQL $(psql -X -A -t -c 'SHOW server_version'), $DURATION s each"
java -cp "$(dirname "$app")/lib/main/*" "$bench/Uncached.java" "$url" \
    "jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE?user=$PGUSER&password=$PGPASSWORD" "$DURATION" "$what" "$CLIENTS"
