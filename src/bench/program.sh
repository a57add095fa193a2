# Starts the packaged program on an empty data folder, for the scripts that measure one node. Sets url, pid and key, and
# stops the program when the script ends. The scripts source this file.

app=${APP:-target/quarkus-app/quarkus-run.jar}
work=$(mktemp -d)
key=bs_$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')

end() {
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    rm -rf "$work"
}
[ -f "$app" ] || { echo "There is no $app: ./mvnw package -DskipTests" >&2; exit 2; }

# shellcheck disable=SC2086 # JAVA_OPTS has several options
BROADSHEET_DATA_DIR="$work/data" BROADSHEET_SAMPLE_CONTENT=${BROADSHEET_SAMPLE_CONTENT:-true} BROADSHEET_ADMIN_KEY=$key \
    BROADSHEET_STREAM_MAX_PER_CLIENT=${BROADSHEET_STREAM_MAX_PER_CLIENT:-10000} \
    QUARKUS_HTTP_PORT=0 java ${JAVA_OPTS:-} -jar "$app" >"$work/log" 2>&1 &
pid=$!
trap end EXIT
for _ in $(seq 300); do
    url=$(sed -n 's/.*Listening on: http:\/\/[^:]*:\([0-9]*\).*/http:\/\/127.0.0.1:\1/p' "$work/log")
    [ -n "$url" ] && break
    kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.2
done
