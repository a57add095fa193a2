#!/usr/bin/env bash
# Measures search and related stories by the judged set, and compares them with simpler rankings. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

app=$(realpath "${APP:-target/quarkus-app/quarkus-run.jar}")
bench=$(realpath src/bench)
work=$(mktemp -d)
chmod 755 "$work"
key=bs_$(head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n')
pid=

end() {
    [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap end EXIT
[[ -f $app ]] || { echo "There is no $app: ./mvnw package -DskipTests" >&2; exit 2; }

# shellcheck disable=SC2086 # JAVA_OPTS has several options
(cd "$work" && exec env BROADSHEET_DATA_DIR="$work/data" BROADSHEET_SAMPLE_CONTENT=true BROADSHEET_ADMIN_KEY="$key" \
    QUARKUS_HTTP_PORT=0 java ${JAVA_OPTS:-} -jar "$app") >"$work/log" 2>&1 &
pid=$!
url=
for _ in $(seq 300); do
    url=$(sed -n 's/.*Listening on: http:\/\/[^:]*:\([0-9]*\).*/http:\/\/127.0.0.1:\1/p' "$work/log")
    [[ -z $url ]] || break
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
done
[[ -n $url ]] || { cat "$work/log" >&2; exit 1; }
cluster=$(echo "$work"/data/postgresql-*)
database="jdbc:postgresql://127.0.0.1:$(sed -n 4p "$cluster/postmaster.pid")/broadsheet?user=broadsheet&password=$(<"$cluster/broadsheet.password")"
java -cp "$(dirname "$app")/lib/main/*" "$bench/Quality.java" "$url" "$key" "$bench/judged" "$database"
