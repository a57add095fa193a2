#!/usr/bin/env bash
# Measures reads and writes of Broadsheet in one run on one machine. The baselines are nginx, which serves the same bytes
# as files, and pgbench, which runs the same SQL. See README.md.

set -euo pipefail
shopt -s inherit_errexit

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

STORIES=${STORIES:-100000}
DURATION=${DURATION:-15}
WARMUP=${WARMUP:-10}
SETTLE=${SETTLE:-15}
CONNECTIONS=${CONNECTIONS:-32}
THREADS=${THREADS:-1}
APP=${APP:-$root/target/quarkus-app/quarkus-run.jar}
JAVA_OPTS=${JAVA_OPTS-@$root/src/main/docker/java.options}
REPORT=${REPORT:-}
KEEP=${KEEP:-0}
LOAD_ONLY=${LOAD_ONLY:-0}

fail() {
    echo "$*" >&2
    exit 1
}

say() {
    echo "-- $*" >&2
}

# --- Requirements -----------------------------------------------------------------------------------------------------

# On Debian, nginx is not in the PATH of ordinary users, and PostgreSQL's server programs are in nobody's.
PATH=$PATH:/usr/sbin:/sbin
postgres_bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1 || true)
[[ -z $postgres_bin ]] || PATH=$postgres_bin:$PATH
[[ -z ${JAVA_HOME:-} ]] || PATH=$JAVA_HOME/bin:$PATH

missing=0
need() {
    if ! command -v "$1" >/dev/null; then
        echo "missing: $1 (Debian package: $2)" >&2
        missing=1
    fi
}
need wrk wrk
need nginx nginx
for tool in initdb pg_ctl psql pgbench; do
    need "$tool" postgresql
done
need curl curl
need java default-jre-headless
[[ $(id -u) != 0 ]] || need setpriv util-linux
if [[ ! -f $APP ]]; then
    echo "missing: the packaged application, $APP (build it with ./mvnw package, or set APP)" >&2
    missing=1
fi
[[ $missing == 0 ]] || exit 2

for option in STORIES DURATION CONNECTIONS THREADS; do
    [[ ${!option} =~ ^[1-9][0-9]*$ ]] || fail "$option must be a whole number of at least 1, not '${!option}'."
done
for option in WARMUP SETTLE; do
    [[ ${!option} =~ ^[0-9]+$ ]] || fail "$option must be a number of seconds, not '${!option}'."
done
((STORIES >= 1000)) || fail "STORIES must be at least 1000, because the second row uses 1,000 stories."
((THREADS <= CONNECTIONS)) || fail "THREADS must not be more than CONNECTIONS."
APP=$(realpath "$APP")

# --- The working folder -----------------------------------------------------------------------------------------------

if [[ -z ${WORK:-} ]]; then
    WORK=$(mktemp -d)
else
    # The folder is deleted at the end, so it must not contain anything else.
    mkdir -p "$WORK"
    [[ -z $(ls -A "$WORK") ]] || fail "The folder WORK, $WORK, is not empty."
    WORK=$(realpath "$WORK")
fi
app_pid=
nginx_pid=
postgres_runs=0

stop_app() {
    if [[ -n $app_pid ]]; then
        kill "$app_pid" 2>/dev/null || true
        wait "$app_pid" 2>/dev/null || true
        app_pid=
    fi
}

clean_up() {
    local status=$?
    trap - EXIT
    stop_app
    if [[ -n $nginx_pid ]]; then
        kill "$nginx_pid" 2>/dev/null || true
        wait "$nginx_pid" 2>/dev/null || true
    fi
    if [[ $postgres_runs == 1 ]]; then
        # The data is deleted, so it need not be written.
        "${as_ordinary_user[@]}" pg_ctl -D "$WORK/postgresql/data" -m immediate stop >/dev/null 2>&1 || true
    fi
    if [[ $KEEP == 1 ]]; then
        say "The working folder is $WORK"
    else
        if [[ $status != 0 ]]; then
            say "The run failed; KEEP=1 keeps the logs"
        fi
        rm -rf "$WORK"
    fi
    exit "$status"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# PostgreSQL refuses to run as root. The worker of nginx drops root's privileges itself; here it runs as the same user.
as_ordinary_user=()
nginx_user=
chmod 755 "$WORK"
mkdir "$WORK/postgresql" "$WORK/files" "$WORK/files/stories" "$WORK/nginx"
if [[ $(id -u) == 0 ]]; then
    as_ordinary_user=(setpriv "--reuid=65534" "--regid=65534" --clear-groups env "HOME=$WORK/postgresql")
    nginx_user="user $(id -nu 65534) $(getent group 65534 | cut -d: -f1);"
    chown 65534:65534 "$WORK/postgresql"
    "${as_ordinary_user[@]}" test -w "$WORK/postgresql" ||
        fail "PostgreSQL does not run as root, and user 65534 cannot write to $WORK: set WORK to a folder that this user can access."
fi

# Ports from 20000 to 29999 are below the system's range for outgoing connections.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 10000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}

milliseconds() {
    echo $((${EPOCHREALTIME/[.,]/} / 1000))
}

# --- PostgreSQL -------------------------------------------------------------------------------------------------------

start_postgres() {
    export PGHOST=127.0.0.1 PGUSER=broadsheet PGDATABASE=broadsheet PGPORT PGPASSWORD
    PGPORT=$(free_port)
    PGPASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077 && echo "$PGPASSWORD" >"$WORK/postgresql/password")
    [[ ${#as_ordinary_user[@]} == 0 ]] || chown 65534:65534 "$WORK/postgresql/password"
    cd "$WORK/postgresql"
    "${as_ordinary_user[@]}" initdb -D data -U "$PGUSER" --pwfile=password -A scram-sha-256 -E UTF8 --locale=C.UTF-8 \
        >"$WORK/initdb.log" 2>&1 || fail "initdb failed: $(tail -n 5 "$WORK/initdb.log")"
    # All settings that affect speed or durability are PostgreSQL's defaults. All clients connect over the loopback
    # interface, like the application. requests.awk needs the prefix.
    "${as_ordinary_user[@]}" pg_ctl -D data -w -l log -o "-c port=$PGPORT -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories='' -c max_connections=$((100 + CONNECTIONS)) -c log_line_prefix='>%a %p> '" start \
        >"$WORK/pg_ctl.log" 2>&1 ||
        fail "PostgreSQL does not start: $(tail -n 5 log 2>/dev/null)"
    postgres_runs=1
    cd "$WORK"
    query -d postgres -c "CREATE DATABASE $PGDATABASE"
}

query() {
    psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"
}

# --- The application --------------------------------------------------------------------------------------------------

# start_app [uncached]: starts the application, with "uncached" without its response cache. Sets app_pid, and ready_after to
# the number of milliseconds until the application was ready.
start_app() {
    local started cache=true
    [[ ${1:-cached} == cached ]] || cache=false
    app_port=$(free_port)
    started=$(milliseconds)
    (
        # This folder has no configuration file. The application receives the caller's QUARKUS_ and BROADSHEET_ variables.
        cd "$WORK"
        export QUARKUS_DATASOURCE_JDBC_URL="jdbc:postgresql://$PGHOST:$PGPORT/$PGDATABASE"
        export QUARKUS_DATASOURCE_USERNAME=$PGUSER QUARKUS_DATASOURCE_PASSWORD=$PGPASSWORD
        export QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=$app_port
        export BROADSHEET_SAMPLE_CONTENT=false BROADSHEET_CACHE_ENABLED=$cache
        # shellcheck disable=SC2086 # JAVA_OPTS has several options
        exec java $JAVA_OPTS -jar "$APP"
    ) >>"$WORK/app.log" 2>&1 &
    app_pid=$!
    until [[ $(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$app_port/health/ready") == 200 ]]; do
        kill -0 "$app_pid" 2>/dev/null || fail "The application exited: $(tail -n 20 "$WORK/app.log")"
        (($(milliseconds) - started < 120000)) || fail "The application is not ready after two minutes: $(tail -n 20 "$WORK/app.log")"
        sleep 0.1
    done
    ready_after=$(($(milliseconds) - started))
    watch_memory "$app_pid" "$WORK/anonymous-${1:-cached}" &
}

# Waits until the search indexes of live stories and of drafts are built, because building them would affect the figures.
await_indexes() {
    local path started=$(milliseconds)
    for path in '/v1/search?q=index' '/v1/admin/stories?q=index'; do
        until [[ $(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $BROADSHEET_ADMIN_KEY" \
            "http://127.0.0.1:$app_port$path") == 200 ]]; do
            kill -0 "$app_pid" 2>/dev/null || fail "The application exited: $(tail -n 20 "$WORK/app.log")"
            sleep 1
        done
    done
    say "search indexes built in $((($(milliseconds) - started) / 1000)) s"
}

# watch_memory PID FILE: keeps the peak of the anonymous resident memory of a process in a file, in MiB, while the process
# runs. The kernel cannot reclaim this memory, unlike pages of files. It records no peak, so the value is read four times a
# second.
watch_memory() {
    local name kilobytes now peak=0
    while [[ -r /proc/$1/status ]]; do
        now=0
        while read -r name kilobytes _; do
            [[ $name != RssAnon: ]] || now=$kilobytes
        done <"/proc/$1/status"
        if ((now > peak)); then
            peak=$now
            echo $((peak / 1024)) >"$2"
        fi
        ((now > 0)) || return 0
        sleep 0.25
    done 2>/dev/null
}

# Prints a line of /proc/<pid>/status in MiB: VmRSS is the current resident memory, VmHWM its peak.
app_memory() {
    awk -v name="$1:" '$1 == name { printf "%.0f", $2 / 1024 }' "/proc/$app_pid/status"
}

fetch() {
    curl -sf -o "$2" "http://127.0.0.1:$app_port$1" || fail "The response of the application is not 200: $1"
}

# Prints the path of the next page from the Link header; prints nothing on the last page.
next_page() {
    curl -sf -D - -o /dev/null "http://127.0.0.1:$app_port$1" | tr -d '\r' |
        sed -n 's/^[Ll]ink: <\([^>]*\)>; rel="next".*/\1/p'
}

# --- nginx ------------------------------------------------------------------------------------------------------------

# Debian's default settings, except for the single worker.
start_nginx() {
    nginx_port=$(free_port)
    cat >"$WORK/nginx/nginx.conf" <<CONF
daemon off;
worker_processes 1;
$nginx_user
pid $WORK/nginx/pid;
error_log $WORK/nginx/error.log;
events {
    worker_connections $((768 + CONNECTIONS));
}
http {
    access_log $WORK/nginx/access.log;
    client_body_temp_path $WORK/nginx/body;
    proxy_temp_path $WORK/nginx/proxy;
    fastcgi_temp_path $WORK/nginx/fastcgi;
    uwsgi_temp_path $WORK/nginx/uwsgi;
    scgi_temp_path $WORK/nginx/scgi;
    default_type application/json;
    sendfile on;
    tcp_nopush on;
    gzip_static on;
    server {
        listen 127.0.0.1:$nginx_port;
        root $WORK/files;
    }
}
CONF
    nginx -c "$WORK/nginx/nginx.conf" >"$WORK/nginx/output.log" 2>&1 &
    nginx_pid=$!
    local tries=0
    until curl -sf -o /dev/null "http://127.0.0.1:$nginx_port/ready"; do
        kill -0 "$nginx_pid" 2>/dev/null || fail "nginx exited: $(tail -n 5 "$WORK/nginx/output.log" "$WORK/nginx/error.log")"
        ((++tries < 100)) || fail "nginx does not serve files: $(tail -n 5 "$WORK/nginx/error.log")"
        sleep 0.1
    done
}

# --- Measuring --------------------------------------------------------------------------------------------------------

# load NAME URL BYTES [OPTION...]: prints requests/s, p50 and p99 in milliseconds. wrk.lua describes BENCH_PATHS. The options
# are those of wrk. A response that is shorter than the body is an error: wrk counts a redirect as a success.
load() {
    local name=$1 url=$2 bytes=$3 result errors size
    shift 3
    if ((WARMUP > 0)); then
        wrk -t "$THREADS" -c "$CONNECTIONS" -d "${WARMUP}s" --timeout 10s "$@" -s "$here/wrk.lua" "$url" >/dev/null
    fi
    wrk -t "$THREADS" -c "$CONNECTIONS" -d "${DURATION}s" --timeout 10s --latency "$@" -s "$here/wrk.lua" "$url" \
        >"$WORK/wrk-$name.log"
    result=$(sed -n 's/^RESULT //p' "$WORK/wrk-$name.log")
    read -r _ _ _ errors size <<<"$result"
    [[ -n $result ]] || fail "$name: wrk did not finish: $(cat "$WORK/wrk-$name.log")"
    [[ $errors == 0 ]] || fail "$name: wrk counted $errors errors: $(cat "$WORK/wrk-$name.log")"
    ((size >= bytes)) || fail "$name: responses have $size bytes, but the body alone has $bytes."
    cut -d ' ' -f 1-3 <<<"$result"
}

# settle URL [OPTION...]: lets the JVM compile the code of a request. If many connections occupy all processors, the compiler
# hardly runs, and minutes later half of the code is still interpreted.
settle() {
    local url=$1
    shift
    ((SETTLE == 0)) || wrk -t 1 -c 1 -d "${SETTLE}s" --timeout 10s "$@" -s "$here/wrk.lua" "$url" >/dev/null
}

# log_statements NAME COMMAND...: writes the statements that PostgreSQL logs while the command runs to NAME.statements. Leaves
# out those that the application runs on its own, such as the check for due stories.
log_statements() {
    local name=$1 log=$WORK/postgresql/log offset
    shift
    query -c "ALTER SYSTEM SET log_statement = 'all'" -c "SELECT pg_reload_conf()" >/dev/null
    sleep 1
    offset=$(stat -c %s "$log")
    "$@"
    tail -c "+$((offset + 1))" "$log" | awk -v own="$WORK/own" -f "$here/requests.awk" >"$WORK/$name.statements"
    query -c "ALTER SYSTEM RESET log_statement" -c "SELECT pg_reload_conf()" >/dev/null
    sleep 1
}

# Writes the first lines of the statements that begin the application's own work to a file: its work without requests, and
# its work when the change log has new rows.
log_own_statements() {
    : >"$WORK/own"
    log_statements idle grow_log
    sed -n 's/^>> LOG:  execute [^:]*: //p' "$WORK/idle.statements" | awk '
        $0 == "BEGIN" { begins = inside = 1; next }
        $0 == "COMMIT" || $0 == "ROLLBACK" { begins = inside = 0; next }
        begins || !inside
        { begins = 0 }' | sort -u >"$WORK/own"
}

grow_log() {
    query -c "INSERT INTO change (type, subject_id) SELECT type, subject_id FROM change ORDER BY sequence DESC LIMIT 1"
    sleep 6
}

# make_script NAME [OPTION...]: appends the logged statements to the pgbench script of that name. The options are those of
# pgbench.awk.
make_script() {
    local name=$1
    shift
    : >"$WORK/$name.variables"
    awk -v variables="$WORK/$name.variables" "$@" -f "$here/pgbench.awk" "$WORK/$name.statements" >>"$WORK/$name.pgbench" ||
        fail "$name: $WORK/$name.statements cannot be converted to a pgbench script"
}

# capture NAME PATH [SLUG ID]: creates a pgbench script with the SQL that the application runs for a request.
capture() {
    local name=$1 path=$2 slug=${3:-} id=${4:-}
    log_statements "$name" fetch "$path" /dev/null
    : >"$WORK/$name.given"
    : >"$WORK/$name.pgbench"
    # If the story is one of many, pgbench looks it up; the application gets it from the request.
    if [[ -n $slug ]]; then
        printf 'slug=%s\nid=%s\n' "$slug" "$id" >"$WORK/$name.given"
        printf '\\set n random(1, %s)\nSELECT slug, id FROM bench_sample WHERE n = :n \\gset\n' "$samples" >"$WORK/$name.pgbench"
    fi
    make_script "$name" -v given="$WORK/$name.given"
}

# run_pgbench NAME: prints transactions per second.
run_pgbench() {
    local name=$1 seconds variable tps options=()
    while IFS= read -r -d $'\036' variable; do
        options+=(-D "$variable")
    done <"$WORK/$name.variables"
    for seconds in "$WARMUP" "$DURATION"; do
        if ((seconds > 0)); then
            pgbench -n -M prepared -c "$CONNECTIONS" -j "$THREADS" -T "$seconds" "${options[@]}" \
                -f "$WORK/$name.pgbench" >"$WORK/pgbench-$name.log" 2>&1 ||
                fail "$name: pgbench failed: $(tail -n 10 "$WORK/pgbench-$name.log")"
        fi
    done
    ! grep -q '^number of failed transactions: [1-9]' "$WORK/pgbench-$name.log" ||
        fail "$name: transactions of pgbench failed: $(cat "$WORK/pgbench-$name.log")"
    tps=$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$WORK/pgbench-$name.log" | tail -n 1)
    [[ $tps =~ ^[0-9.]+$ ]] || fail "$name: pgbench printed no tps: $(cat "$WORK/pgbench-$name.log")"
    echo "$tps"
}

# measure_uncached NAME LABEL PATH BYTES [SLUG ID]: adds a row to the table of uncached responses. With the SLUG and ID of an
# example, each request takes a random path from a list.
measure_uncached() {
    local name=$1 label=$2 path=$3 bytes=$4 slug=${5:-} id=${6:-} list='' app tps
    [[ -z $slug ]] || list=$WORK/app.paths
    say "$label, uncached: application"
    BENCH_PATHS=$list settle "http://127.0.0.1:$app_port$path"
    app=$(BENCH_PATHS=$list load "uncached-$name" "http://127.0.0.1:$app_port$path" "$bytes")
    say "$label, uncached: pgbench"
    capture "$name" "$path" "$slug" "$id"
    tps=$(run_pgbench "$name")
    awk -v label="$label" -v bytes="$bytes" -v tps="$tps" '{
        printf "%s\t%d\t%.0f\t%.2f\t%.2f\t%.0f\t%.2f\n", label, bytes, $1, $2, $3, tps, $1 / tps
    }' <<<"$app" >>"$WORK/uncached-rows"
}

# validator URL: prints the ETag of the response.
validator() {
    curl -sf -o /dev/null -D - "$1" | tr -d '\r' | sed -n 's/^etag: //Ip'
}

# measure_cached NAME LABEL PATH [list]: adds rows to the table of cached responses: plain, compressed and 304. NAME is the file
# that nginx serves. With "list", each request takes a random path from a list.
measure_cached() {
    local name=$1 label=$2 path=$3 lists=${4:-} app_url=http://127.0.0.1:$app_port$3 nginx_url=http://127.0.0.1:$nginx_port/$1
    if [[ -n $lists ]]; then
        compare "$name" "$label" "$sample_bytes" "$app_url" "$nginx_url" "$WORK/app.paths" "$WORK/nginx.paths"
        return
    fi
    compare "$name" "$label" "$(stat -c %s "$WORK/files/$name")" "$app_url" "$nginx_url"
    compare "$name-gzip" "$label, gzip" "$(stat -c %s "$WORK/files/$name.gz")" "$app_url" "$nginx_url" '' '' \
        -H 'Accept-Encoding: gzip'
    compare "$name-304" "$label, 304" 0 "$app_url" "$nginx_url" '' '' \
        -H "If-None-Match: $(validator "$app_url"), $(validator "$nginx_url")"
}

# compare NAME LABEL BYTES APP-URL NGINX-URL [APP-PATHS NGINX-PATHS [OPTION...]]
compare() {
    local name=$1 label=$2 bytes=$3 app_url=$4 nginx_url=$5 app_paths=${6:-} nginx_paths=${7:-} app nginx
    shift $(($# < 7 ? $# : 7))
    say "$label, cached: application"
    BENCH_PATHS=$app_paths settle "$app_url" "$@"
    app=$(BENCH_PATHS=$app_paths load "app-$name" "$app_url" "$bytes" "$@")
    say "$label, cached: nginx"
    nginx=$(BENCH_PATHS=$nginx_paths load "nginx-$name" "$nginx_url" "$bytes" "$@")
    awk -v label="$label" -v bytes="$bytes" '{
        printf "%s\t%d\t%.0f\t%.2f\t%.2f\t%.0f\t%.2f\t%.2f\t%.2f\t%.1f\n",
            label, bytes, $1, $2, $3, $4, $5, $6, $1 / $4, $3 / $6 }' <<<"$app $nginx" >>"$WORK/cached-rows"
}

# save NAME PATH: saves a body for nginx, plain and as the application compresses it, and prints its size.
save() {
    fetch "$2" "$WORK/files/$1"
    curl -sf -H 'Accept-Encoding: gzip' -o "$WORK/files/$1.gz" "http://127.0.0.1:$app_port$2"
    gzip -t "$WORK/files/$1.gz" || fail "The application does not compress $2."
    # The documentation of gzip_static recommends equal modification times.
    touch -r "$WORK/files/$1" "$WORK/files/$1.gz"
    stat -c %s "$WORK/files/$1"
}

# check_same NAME PATH: fails if the body has changed since it was saved, because nginx would have served another one.
check_same() {
    fetch "$2" "$WORK/again"
    cmp -s "$WORK/again" "$WORK/files/$1" || fail "The body of $2 has changed."
}

# --- Writing ----------------------------------------------------------------------------------------------------------

# Saves a typical story as a template for others: about 450 words of Markdown with links to two stories, an image, an author
# and four tags. {n} in its title is replaced by a number. StoryLinks describes the marks of links.
save_story() {
    query -c "
        SELECT json_build_object('title', l.title || ' {n}', 'excerpt', l.excerpt, 'category', c.slug,
            'authors', (SELECT json_agg(slug ORDER BY position) FROM live_story_author JOIN author ON id = author_id
                        WHERE story_id = l.story_id),
            'tags', (SELECT json_agg(slug ORDER BY position) FROM live_story_tag JOIN tag ON id = tag_id
                     WHERE story_id = l.story_id),
            'image', json_build_object('url', image_url, 'alt', image_alt, 'width', image_width, 'height', image_height,
                'caption', image_caption, 'credit', image_credit),
            'language', l.language,
            'body', json_build_object('format', 'markdown', 'source', regexp_replace(body_markdown,
                format('%s([^%s]*)%s([^%s]*)%s', chr(64976), chr(64977), chr(64977), chr(64978), chr(64978)),
                '[\\2](story:\\1)', 'g')))
        FROM live_story l JOIN category c ON c.id = l.category_id
        WHERE image_url IS NOT NULL AND seo_title IS NULL
            AND (SELECT count(*) FROM live_story_author WHERE story_id = l.story_id) = 1
            AND (SELECT count(*) FROM live_story_tag WHERE story_id = l.story_id) = 4
        ORDER BY abs(word_count - 450), l.story_id LIMIT 1" >"$WORK/story.json"
    [[ $(<"$WORK/story.json") == *'{n}'* ]] || fail "No story can be used as a template."
}

post() {
    curl -sf -H "Authorization: Bearer $BROADSHEET_ADMIN_KEY" -X POST -D "$WORK/headers" -o /dev/null \
        "http://127.0.0.1:$app_port/v1/admin/stories$1" "${@:2}" ||
        fail "The application does not accept a write: /v1/admin/stories$1: $(head -n 1 "$WORK/headers")"
}

header() {
    sed -n "s/^$1: \([^\r]*\)\r*$/\1/Ip" "$WORK/headers"
}

# Sets written_id to the story's id, and written_as to the text that replaces {n}.
captured=0
create_and_publish() {
    local story
    captured=$((captured + 1))
    written_as=capture-$captured
    story=$(<"$WORK/story.json")
    echo "${story/'{n}'/$written_as}" >"$WORK/capture.json"
    post "" -H 'Content-Type: application/json' --data-binary "@$WORK/capture.json"
    written_id=$(header Location)
    written_id=${written_id##*/}
    post "/$written_id/publish" -H "If-Match: $(header ETag)"
}

# Creates a pgbench script with the SQL that the application runs to create a story and to publish it. An additional
# statement at its start creates the values that must be unique.
capture_write() {
    local slug title key created published value
    # The first write of a minute also stores when the key was last used. This one is not captured.
    create_and_publish
    log_statements write create_and_publish
    IFS='|' read -r slug title key < <(query -c "SELECT slug, title, title_key FROM story WHERE id = '$written_id'")
    created=$(query -c "SELECT id FROM audit_entry WHERE subject_id = '$written_id' AND action = 'story.created'")
    published=$(query -c "SELECT id FROM audit_entry WHERE subject_id = '$written_id' AND action = 'story.published'")
    [[ -n $created && -n $published ]] || fail "The application has written no audit entry."
    printf '%s\n' "id=$written_id" "created=$created" "published=$published" "slug=$slug" "title=$title" "key=$key" \
        >"$WORK/write.given"
    for value in "$slug" "$title" "$key"; do
        [[ $value == *"$written_as" && $value =~ ^[A-Za-z0-9\ -]+$ ]] ||
            fail "The slug or title of the story is unexpected: $value"
    done
    query -c "CREATE SEQUENCE bench_story" -c "
        CREATE FUNCTION bench_uuid7() RETURNS uuid LANGUAGE sql VOLATILE AS
        \$\$SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
            || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid\$\$"
    cat >"$WORK/write.pgbench" <<SQL
SELECT bench_uuid7() AS id, bench_uuid7() AS created, bench_uuid7() AS published,
    '${slug%"$written_as"}' || n AS slug, '${title%"$written_as"}' || n AS title, '${key%"$written_as"}' || n AS key,
    clock_timestamp()::timestamptz(3) AS now
FROM concat('pgbench-', nextval('bench_story')) AS n \\gset
SQL
    make_script write -v given="$WORK/write.given" -v now=1
}

# write_load RUN SECONDS: prints pairs/s, and p50 and p99 in milliseconds of both requests.
write_load() {
    local run=$1 seconds=$2 log=$WORK/wrk-write-$1.log result errors pairs kept
    BENCH_RUN=$run- BENCH_KEY=$BROADSHEET_ADMIN_KEY BENCH_STORY=$WORK/story.json \
        wrk -t "$THREADS" -c "$CONNECTIONS" -d "${seconds}s" --timeout 10s -s "$here/write.lua" \
        "http://127.0.0.1:$app_port" >"$log"
    result=$(sed -n 's/^RESULT //p' "$log")
    read -r _ _ _ _ _ errors pairs <<<"$result"
    [[ -n $result ]] || fail "writing: wrk did not finish: $(cat "$log")"
    [[ $errors == 0 ]] || fail "writing: $errors responses are unexpected: $(cat "$log")"
    kept=$(query -c "SELECT count(*) FROM live_story WHERE title LIKE '% $run-%'")
    ((kept >= pairs)) || fail "writing: of $pairs published stories, the database has $kept."
    cut -d ' ' -f 1-5 <<<"$result"
}

# Adds the row of the table of writes.
measure_writes() {
    local app tps
    save_story
    say "create and publish: application"
    # The first requests can take seconds, because the application has to load classes.
    create_and_publish
    query -c "CHECKPOINT"
    ((WARMUP == 0)) || write_load warm-up "$WARMUP" >/dev/null
    app=$(write_load measured "$DURATION")
    [[ $app != 0.0\ * ]] || fail "writing: no story was published: $(cat "$WORK/wrk-write-measured.log")"
    capture_write
    say "create and publish: pgbench"
    query -c "CHECKPOINT"
    tps=$(run_pgbench write)
    awk -v tps="$tps" '{
        printf "create and publish\t%.1f\t%.2f\t%.2f\t%.2f\t%.2f\t%.1f\t%.3f\n", $1, $2, $3, $4, $5, tps, $1 / tps
    }' <<<"$app" >"$WORK/write-rows"
}

# --- The run ----------------------------------------------------------------------------------------------------------

BROADSHEET_ADMIN_KEY=bs_$(od -An -v -N32 -tx1 /dev/urandom | tr -d ' \n')
export BROADSHEET_ADMIN_KEY
start_postgres
say "schema"
start_app
stop_app

say "$STORIES stories"
load_started=$(milliseconds)
# In the background, because bash handles a signal only when a foreground command has ended.
psql -X -v "stories=$STORIES" -f "$here/load.sql" >&2 &
wait $!
load_time=$(awk -v ms=$(($(milliseconds) - load_started)) 'BEGIN { printf "%.1f", ms / 1000 }')
database_size=$(query -c "SELECT pg_size_pretty(pg_database_size('$PGDATABASE'))")
say "loaded in $load_time s, $database_size"
if [[ $LOAD_ONLY == 1 ]]; then
    exit 0
fi

samples=1000
query -c "CREATE TABLE bench_sample AS SELECT row_number() OVER () AS n, slug, story_id AS id
          FROM (SELECT slug, story_id FROM live_story ORDER BY md5(story_id::text) LIMIT $samples) s" \
    -c "ALTER TABLE bench_sample ADD PRIMARY KEY (n)" -c "VACUUM ANALYZE bench_sample"

start_app uncached
await_indexes
log_own_statements

say "saving bodies"
related='include=related&relatedLimit=3'
story="/v1/stories/$(query -c "SELECT slug FROM live_story ORDER BY published_at OFFSET $((STORIES / 2)) LIMIT 1")?$related"
list='/v1/stories?limit=20'
category=$(query -c "SELECT c.slug FROM category c JOIN live_story l ON l.category_id = c.id GROUP BY c.slug
                     ORDER BY count(*) DESC, c.slug LIMIT 1")
first_page="/v1/categories/$category/stories?limit=20"

# Goes to page 200, or to the last full page.
page=1
far_page=$first_page
page_before=$first_page
while ((page < 200)); do
    next=$(next_page "$far_page") || fail "The response of the application is not 200: $far_page"
    [[ -n $next ]] || break
    page_before=$far_page
    far_page=$next
    page=$((page + 1))
done
if ((page > 1 && page < 200)); then
    page=$((page - 1))
    far_page=$page_before
fi

query -c "SELECT slug FROM bench_sample ORDER BY n" |
    while IFS= read -r slug; do
        echo "/v1/stories/$slug?$related" >&3
        echo "/stories/$slug" >&4
        printf 'url = "http://127.0.0.1:%s/v1/stories/%s?%s"\noutput = "%s/files/stories/%s"\n' \
            "$app_port" "$slug" "$related" "$WORK" "$slug"
    done 3>"$WORK/app.paths" 4>"$WORK/nginx.paths" >"$WORK/samples.curl"
curl -sf --fail-early -K "$WORK/samples.curl" || fail "The response of the application is not 200 for each of $samples stories."
IFS='|' read -r sample_slug sample_id < <(query -c "SELECT slug, id FROM bench_sample WHERE n = 1")
# The average of the bodies: wrk's average includes headers and depends on the stories that were picked.
sample_bytes=$(($(cat "$WORK"/files/stories/* | wc -c) / samples))

story_bytes=$(save story "$story")
list_bytes=$(save list "$list")
first_bytes=$(save first-page "$first_page")
far_bytes=$(save far-page "$far_page")
echo ok >"$WORK/files/ready"
start_nginx

measure_uncached story "story, related" "$story" "$story_bytes"
measure_uncached stories "1,000 stories at random, related" "/v1/stories/$sample_slug?$related" "$sample_bytes" "$sample_slug" \
    "$sample_id"
measure_uncached list "list of 20" "$list" "$list_bytes"
measure_uncached first-page "category, page 1" "$first_page" "$first_bytes"
measure_uncached far-page "category, page $page" "$far_page" "$far_bytes"

stop_app
start_app
start_time=$(awk -v ms="$ready_after" 'BEGIN { printf "%.2f", ms / 1000 }')
memory_started=$(app_memory VmRSS)

measure_cached story "story, related" "$story"
measure_cached stories "1,000 stories at random, related" "/v1/stories/$sample_slug?$related" list
measure_cached list "list of 20" "$list"
measure_cached far-page "category, page $page" "$far_page"

check_same story "$story"
check_same list "$list"
check_same first-page "$first_page"
check_same far-page "$far_page"

# The writes come last, because they change the lists.
measure_writes
memory_loaded=$(app_memory VmRSS)
# The JVM's compiler returns its memory when it has nothing left to compile.
sleep 20
memory_rest=$(app_memory VmRSS)
memory_peak=$(app_memory VmHWM)
anonymous_uncached=$(<"$WORK/anonymous-uncached")
anonymous_cached=$(<"$WORK/anonymous-cached")

# --- The tables -------------------------------------------------------------------------------------------------------

{
    printf 'stories\t%s\n' "$STORIES"
    printf 'load\t%s s, %s\n' "$load_time" "$database_size"
    printf 'start, to ready\t%s s\n' "$start_time"
    printf 'resident memory of the JVM\t%s MiB when ready, %s MiB with the last request, %s MiB twenty seconds later, %s MiB at most\n' \
        "$memory_started" "$memory_loaded" "$memory_rest" "$memory_peak"
    printf 'anonymous memory of the JVM\t%s MiB at most without the response cache, %s MiB at most with it and with writes\n' \
        "$anonymous_uncached" "$anonymous_cached"
    printf 'load generator\tconnections: %s, threads: %s, %s s each after %s s of warm-up\n' \
        "$CONNECTIONS" "$THREADS" "$DURATION" "$WARMUP"
    printf 'CPUs\t%s\n' "$(nproc)"
    printf 'Java\t%s%s\n' "$(java -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)" "${JAVA_OPTS:+, $JAVA_OPTS}"
    printf 'PostgreSQL\t%s\n' "$(query -c 'SHOW server_version')"
    printf 'nginx\t%s\n' "$(nginx -v 2>&1 | sed 's|.*/||')"
} >"$WORK/facts"

cached_header=$'cached\tbytes\tapp req/s\tp50 ms\tp99 ms\tnginx req/s\tp50 ms\tp99 ms\tapp/nginx\tp99/p99'
uncached_header=$'uncached\tbytes\tapp req/s\tp50 ms\tp99 ms\tpgbench tps\tapp/pgbench'
write_header=$'write\tapp pairs/s\tcreate p50 ms\tp99 ms\tpublish p50 ms\tp99 ms\tpgbench pairs/s\tapp/pgbench'

# print_table HEADER ROWS: prints a table with numbers aligned to the right.
print_table() {
    { echo "$1"; cat "$2"; } | awk -F '\t' '
        { for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } }
        END {
            for (r = 1; r <= NR; r++) {
                line = sprintf("%-" width[1] "s", cell[r, 1])
                for (i = 2; i <= NF; i++) line = line sprintf("  %" width[i] "s", cell[r, i])
                print line
            }
        }'
    echo
}

# print_markdown HEADER ROWS: prints the table as Markdown.
print_markdown() {
    sed 's/\t/ | /g; s/.*/| & |/' <<<"$1"
    sed 's/[^\t]*\t/|---|/; s/[^\t|]*\t/--:|/g; s/[^|]*$/--:|/' <<<"$1"
    sed 's/\t/ | /g; s/.*/| & |/' "$2"
    echo
}

print_table "$cached_header" "$WORK/cached-rows"
print_table "$uncached_header" "$WORK/uncached-rows"
print_table "$write_header" "$WORK/write-rows"
awk -F '\t' '{ printf "%-28s %s\n", $1, $2 }' "$WORK/facts"

{
    print_markdown "$cached_header" "$WORK/cached-rows"
    print_markdown "$uncached_header" "$WORK/uncached-rows"
    print_markdown "$write_header" "$WORK/write-rows"
    sed 's/\t/: /; s/^/- /' "$WORK/facts"
} >"$WORK/result.md"
if [[ -n $REPORT ]]; then
    cp "$WORK/result.md" "$REPORT"
fi
