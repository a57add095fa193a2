#!/usr/bin/env bash
# The whole life of a story as curl commands. Needs curl and jq, a Broadsheet with the sample stories, and a key:
#
#     KEY=bs_… src/docs/life-of-a-story.sh [http://localhost:8080]
#
# It stops at the first response with another status than the script expects.
set -euo pipefail

api=${1:-http://localhost:8080}/v1
key=${KEY:?Set KEY to a key that has every scope}
answer=$(mktemp)
headers=$(mktemp)
trap 'rm -f "$answer" "$headers"' EXIT

tell() { printf '\n# %s\n' "$*"; }

# call STATUS curl-arguments…: what an editor does. Leaves the answer in $answer and its ETag in $etag.
call() { request "$1" -H "Authorization: Bearer $key" "${@:2}"; }

# read_as_reader STATUS path: what a reader gets, who has no key.
read_as_reader() { request "$1" "$api/$2"; }

request() {
    local expected=$1 status
    shift
    status=$(curl -sS -o "$answer" -D "$headers" -w '%{http_code}' "$@")
    etag=$(sed -n 's/^[Ee][Tt]ag: *\("[^"]*"\).*/\1/p' "$headers")
    printf '%s\n' "$status"
    if [[ $status != "$expected" ]]; then
        printf 'expected %s, got %s\n' "$expected" "$(cat "$answer")" >&2
        exit 1
    fi
}

# expect JQ VALUE: the answer says so.
expect() {
    local actual
    actual=$(jq -r "$1" "$answer")
    printf '%s = %s\n' "$1" "$actual"
    [[ $actual == "$2" ]] || { printf 'expected %s\n' "$2" >&2; exit 1; }
}

slug=the-chip-that-came-in-from-the-cold-$RANDOM$RANDOM
json='Content-Type: application/json'
merge='Content-Type: application/merge-patch+json'

tell "A draft needs nothing but a beginning. The Idempotency-Key makes it safe to send again."
draft() {
    call 201 "$api/admin/stories" -H "$json" -H "Idempotency-Key: $slug" -d @- <<JSON
{"title": "The chip that came in from the cold", "slug": "$slug", "category": "industry", "authors": ["zoe-lindqvist"]}
JSON
}
draft
story=$api/admin/stories/$(jq -r .id "$answer")
expect .status draft
draft
expect .revision 1

tell "It is edited: If-Match names the version that was read, so that nobody's work is overwritten."
old=$etag
call 200 -X PATCH "$story" -H "$merge" -H "If-Match: $etag" -d @- <<'JSON'
{"excerpt": "A processor that was built for a cold room turns out to like it warm.",
 "tags": ["memory"],
 "body": {"format": "markdown", "source": "Nobody had asked it to.\n\n## What it cost\n\nLess than [a token](story:pricing-by-the-token)."}}
JSON
expect .revision 2
call 412 -X PATCH "$story" -H "$merge" -H "If-Match: $old" -d '{"excerpt": "Too late."}'

tell "Readers see none of it, but whoever has a preview does."
read_as_reader 404 "stories/$slug"
call 201 -X POST "$story/preview-tokens"
preview=$(jq -r .url "$answer")
read_as_reader 200 "${preview#/v1/}"
expect .title "The chip that came in from the cold"

tell "It is scheduled, and goes live by itself."
call 200 "$story"
at=$(date -u -d '+2 seconds' +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -v+2S +%Y-%m-%dT%H:%M:%SZ)
call 200 -X POST "$story/publish" -H "$json" -H "If-Match: $etag" -d "{\"at\": \"$at\"}"
expect .status scheduled
read_as_reader 404 "stories/$slug"
sleep 4
read_as_reader 200 "stories/$slug"
expect .publishedAt "$at"

tell "It is edited while it is live: readers see the old text until the new one is published."
call 200 "$story"
call 200 -X PATCH "$story" -H "$merge" -H "If-Match: $etag" -d '{"title": "The chip that likes it warm"}'
expect .live.revision 2
read_as_reader 200 "stories/$slug?fields=title"
expect .title "The chip that came in from the cold"
call 200 "$story/revisions/3/diff"
expect .patch[0].path /title
call 200 "$story"
call 200 -X POST "$story/publish" -H "If-Match: $etag"
read_as_reader 200 "stories/$slug?fields=title"
expect .title "The chip that likes it warm"

tell "It gets another slug: the former one redirects."
call 200 "$story"
call 200 -X PATCH "$story" -H "$merge" -H "If-Match: $etag" -d "{\"slug\": \"warm-$slug\"}"
call 200 -X POST "$story/publish" -H "If-Match: $etag"
read_as_reader 308 "stories/$slug"
read_as_reader 200 "stories/warm-$slug"

tell "It is taken back: gone, and not as if it had never been there."
call 200 "$story"
call 200 -X POST "$story/unpublish" -H "If-Match: $etag"
read_as_reader 410 "stories/warm-$slug"

tell "The second revision is brought back and published, with the slug that it had."
call 200 "$story"
call 200 -X POST "$story/revisions/2/restore" -H "If-Match: $etag"
call 200 -X POST "$story/publish" -H "If-Match: $etag"
read_as_reader 200 "stories/$slug?fields=title"
expect .title "The chip that came in from the cold"

tell "It is deleted. Editors can still read it, and restore it for a time."
call 200 "$story"
call 204 -X DELETE "$story" -H "If-Match: $etag"
read_as_reader 410 "stories/$slug"
call 200 "$story"
expect .status deleted

tell "And everything is on record."
call 200 "$api/admin/audit?story=${story##*/}&limit=100"
jq -r '.items | reverse | .[] | "\(.at) \(.actor.name): \(.action)"' "$answer"
