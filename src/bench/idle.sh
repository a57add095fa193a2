#!/usr/bin/env bash
# Measures how much of a processor a node without requests uses: the JVM and its embedded PostgreSQL. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

SECONDS_IDLE=${SECONDS_IDLE:-300}
SETTLE=${SETTLE:-120}
VERBOSE=${VERBOSE:-0}
JAVA_OPTS=${JAVA_OPTS-@$(realpath src/main/docker/java.options)}
app=$(realpath "${APP:-target/quarkus-app/quarkus-run.jar}")
work=$(mktemp -d)
chmod 755 "$work"
pid=

end() {
    [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap end EXIT
[[ -f $app ]] || { echo "There is no $app: ./mvnw package -DskipTests" >&2; exit 2; }
[[ -r /proc/self/stat ]] || { echo "There is no /proc: this script runs on Linux only" >&2; exit 2; }

# shellcheck disable=SC2086 # JAVA_OPTS has several options
(cd "$work" && exec env BROADSHEET_DATA_DIR="$work/data" BROADSHEET_SAMPLE_CONTENT=true QUARKUS_HTTP_PORT=0 \
    java $JAVA_OPTS -jar "$app") >"$work/log" 2>&1 &
pid=$!
for _ in $(seq 900); do
    ! grep -q 'Listening on' "$work/log" || break
    kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.2
done
grep -q 'Listening on' "$work/log" || { cat "$work/log" >&2; exit 1; }
postmaster=$(head -n 1 "$work"/data/postgresql-*/postmaster.pid)
# The work that follows a start (compiling, indexing, the first checkpoint) must not be measured.
sleep "$SETTLE"

# Prints a line for each thread of the JVM and each process of PostgreSQL: the owner, the id, the name, the number of clock
# ticks for which it has run, and the number of voluntary context switches.
snapshot() {
    local process task
    for task in "/proc/$pid/task"/*; do
        line JVM "$task"
    done
    for process in "$postmaster" $(pgrep -P "$postmaster"); do
        line PostgreSQL "/proc/$process"
    done
}

line() {
    local stat name fields title=
    stat=$(<"$2/stat") 2>/dev/null || return 0
    name=${stat#*(}
    name=${name%)*}
    read -r -a fields <<<"${stat##*) }"
    [[ $1 == JVM ]] || title=$(tr '\0' ' ' <"$2/cmdline" | sed 's/^postgres: *//; s/ [0-9.]*([0-9]*) / /; s/ -D .*//; s/.*\///; s/ *$//')
    # Only the postmaster's line includes the processes that have ended.
    [[ ${2##*/} == "$postmaster" ]] || fields[13]=0 fields[14]=0
    printf '%s\t%s\t%s\t%s\t%s\n' "$1" "${2##*/}" "${title:-$name}" $((fields[11] + fields[12] + fields[13] + fields[14])) \
        "$(awk '/^voluntary_ctxt_switches/ { print $2 }' "$2/status" 2>/dev/null || echo 0)"
}

snapshot >"$work/before"
began=$EPOCHREALTIME
sleep "$SECONDS_IDLE"
snapshot >"$work/after"
ended=$EPOCHREALTIME

# A process or thread that was started meanwhile counts from its start; a thread that has ended does not count.
awk -F '\t' -v OFS='\t' -v began="${began/,/.}" -v ended="${ended/,/.}" -v hertz="$(getconf CLK_TCK)" -v verbose="$VERBOSE" '
    NR == FNR { ticks[$2] = $4; sleeps[$2] = $5; next }
    {
        ran = ($4 - ticks[$2]) / hertz; slept = $5 - sleeps[$2]
        of[$1] += ran; often[$1] += slept
        if (verbose && slept > 0) printf "  %-10s %-34s %7.3f s %8d\n", $1, $3, ran, slept | "sort -k 3 -r"
    }
    END {
        close("sort -k 3 -r")
        time = ended - began
        printf "%-12s %12s %20s\n", "", "% of a core", "context switches/s"
        printf "%-12s %12.2f %20.1f\n", "JVM", 100 * of["JVM"] / time, often["JVM"] / time
        printf "%-12s %12.2f %20.1f\n", "PostgreSQL", 100 * of["PostgreSQL"] / time, often["PostgreSQL"] / time
        printf "%-12s %12.2f %20.1f\n", "both", 100 * (of["JVM"] + of["PostgreSQL"]) / time, (often["JVM"] + often["PostgreSQL"]) / time
    }' "$work/before" "$work/after"
