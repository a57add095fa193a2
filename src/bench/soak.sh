#!/usr/bin/env bash
# Sends a mixed load for half an hour to a node with its embedded PostgreSQL, both in the memory of a small container, and
# prints how much memory they use. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

STORIES=${STORIES:-100000}
SECONDS_OF_LOAD=${SECONDS_OF_LOAD:-1800}
RATE=${RATE:-30}
MEMORY=${MEMORY:-512}
JAVA_OPTS=${JAVA_OPTS-@$(realpath src/main/docker/java.options)}
app=$(realpath "${APP:-target/quarkus-app/quarkus-run.jar}")
bench=$(realpath src/bench)
work=$(mktemp -d)
chmod 755 "$work"
key=bs_$(head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n')
pid=
group=

end() {
    stop
    [[ -z $group ]] || rmdir "$group" 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT
[[ -f $app ]] || { echo "There is no $app: ./mvnw package -DskipTests" >&2; exit 2; }
command -v psql >/dev/null || { echo "missing: psql (Debian package: postgresql-client)" >&2; exit 2; }

stop() {
    [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
    [[ -z $pid ]] || wait "$pid" || true
    pid=
}

# Sets group to a control group that is limited to MEMORY MiB, with version 1 or 2 of the kernel's interface.
limit() {
    local parent
    for parent in /sys/fs/cgroup/memory /sys/fs/cgroup; do
        group=$parent/broadsheet-$$
        mkdir "$group" 2>/dev/null || continue
        if [[ -w $group/memory.limit_in_bytes ]]; then
            echo $((MEMORY << 20)) >"$group/memory.limit_in_bytes"
            return
        elif [[ -w $group/memory.max ]]; then
            echo $((MEMORY << 20)) >"$group/memory.max"
            echo 0 >"$group/memory.swap.max" 2>/dev/null || true
            return
        fi
        rmdir "$group"
    done
    echo "No control group can be created (only root can): the memory is not limited" >&2
    group=
}

# start [GROUP]: starts the node in the group. Sets pid, url, cluster and postmaster.
start() {
    : >"$work/log"
    # shellcheck disable=SC2086 # JAVA_OPTS has several options
    (
        [[ -z ${1:-} ]] || echo "$BASHPID" >"$1/cgroup.procs"
        cd "$work"
        # The container image has the same setting.
        export MALLOC_ARENA_MAX=2
        exec env BROADSHEET_DATA_DIR="$work/data" BROADSHEET_ADMIN_KEY="$key" QUARKUS_HTTP_PORT=0 java $JAVA_OPTS -jar "$app"
    ) >"$work/log" 2>&1 &
    pid=$!
    url=
    for _ in $(seq 600); do
        url=$(sed -n 's/.*Listening on: http:\/\/[^:]*:\([0-9]*\).*/http:\/\/127.0.0.1:\1/p' "$work/log")
        [[ -z $url ]] || break
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.2
    done
    [[ -n $url ]] || { cat "$work/log" >&2; exit 1; }
    cluster=$(echo "$work"/data/postgresql-*)
    postmaster=$(head -n 1 "$cluster/postmaster.pid")
}

JAVA_OPTS='' start
PGPORT=$(sed -n 4p "$cluster/postmaster.pid")
PGPASSWORD=$(<"$cluster/broadsheet.password")
export PGHOST=127.0.0.1 PGPORT PGPASSWORD PGUSER=broadsheet PGDATABASE=broadsheet
psql -X -q -v "stories=$STORIES" -f "$bench/load.sql" >"$work/load.log" 2>&1 || { tail "$work/load.log" >&2; exit 1; }
stop

[[ $MEMORY == 0 ]] || limit
start "$group"
echo "$STORIES stories, ${group:+both in $MEMORY MiB, }java $JAVA_OPTS, $(nproc) CPUs"
status=0
java -Xmx512m "$bench/Soak.java" "$url" "$key" "$SECONDS_OF_LOAD" "$RATE" "$pid" "$postmaster" ${group:+"$group"} || status=$?
if [[ -n $group ]]; then
    killed=$(cat "$group/memory.events" "$group/memory.oom_control" 2>/dev/null | sed -n 's/^oom_kill //p' || true)
    echo "processes killed because memory ran out: $killed"
    [[ $killed == 0 ]] || status=1
fi
errors=$(grep -c ' ERROR \| WARN ' "$work/log" || true)
echo "errors and warnings in the log: $errors"
[[ $errors == 0 ]] || grep ' ERROR \| WARN ' "$work/log" | head -n 5
exit "$status"
