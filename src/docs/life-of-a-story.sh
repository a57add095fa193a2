#!/usr/bin/env bash
# The whole life of a story as curl commands. Needs curl and jq, a Broadsheet with the sample stories, and a key:
#
#     KEY=bs_… src/docs/life-of-a-story.sh [http://localhost:8080]
#
# It stops at the first response with another status than the script expects.
set -euo pipefail

api=${1:-http://localhost:8080}/v1
key=${KEY:?Set KEY to a key that has every scope}
response=$(mktemp)
headers=$(mktemp)
trap 'rm -f "$response" "$headers"' EXIT

say() { printf '\n# %s\n' "$*"; }

# call STATUS curl-arguments…: a request of an editor. Leaves the response in $response and its ETag in $etag.
call() { request "$1" -H "Authorization: Bearer $key" "${@:2}"; }

# read_as_reader STATUS path: a request of a reader, who has no key.
read_as_reader() { request "$1" "$api/$2"; }

request() {
    local expected=$1 status
    shift
    status=$(curl -sS -o "$response" -D "$headers" -w '%{http_code}' "$@")
    etag=$(sed -n 's/^[Ee][Tt]ag: *\("[^"]*"\).*/\1/p' "$headers")
    printf '%s\n' "$status"
    if [[ $status != "$expected" ]]; then
        printf 'expected %s, got %s\n' "$expected" "$(cat "$response")" >&2
        exit 1
    fi
}

# expect JQ VALUE: checks a value of the response.
expect() {
    local actual
    actual=$(jq -r "$1" "$response")
    printf '%s = %s\n' "$1" "$actual"
    [[ $actual == "$2" ]] || { printf 'expected %s\n' "$2" >&2; exit 1; }
}

slug=the-chip-that-came-in-from-the-cold-$RANDOM$RANDOM
json='Content-Type: application/json'
merge='Content-Type: application/merge-patch+json'

say "A draft may be incomplete. The Idempotency-Key makes it safe to send the request again."
draft() {
    call 201 "$api/admin/stories" -H "$json" -H "Idempotency-Key: $slug" -d @- <<JSON
{"title": "The chip that came in from the cold", "slug": "$slug", "category": "industry", "authors": ["zoe-lindqvist"]}
JSON
}
draft
story=$api/admin/stories/$(jq -r .id "$response")
expect .status draft
draft
expect .revision 1

say "The editor updates it. If-Match names the version that the editor has read, so that no other change is overwritten."
old=$etag
call 200 -X PATCH "$story" -H "$merge" -H "If-Match: $etag" -d @- <<'JSON'
{"excerpt": "A processor that was built for a cold room turns out to like it warm.",
 "tags": ["memory"],
 "body": {"format": "markdown", "source": "Nobody had asked it to.\n\n## What it cost\n\nLess than [a token](story:pricing-by-the-token)."}}
JSON
expect .revision 2
call 412 -X PATCH "$story" -H "$merge" -H "If-Match: $old" -d '{"excerpt": "Too late."}'

say "Readers do not see the draft. Anyone with a preview link does."
read_as_reader 404 "stories/$slug"
call 201 -X POST "$story/preview-tokens"
preview=$(jq -r .url "$response")
read_as_reader 200 "${preview#/v1/}"
expect .title "The chip that came in from the cold"

say "The editor schedules it, and it goes live at that time."
call 200 "$story"
at=$(date -u -d '+2 seconds' +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -v+2S +%Y-%m-%dT%H:%M:%SZ)
call 200 -X POST "$story/publish" -H "$json" -H "If-Match: $etag" -d "{\"at\": \"$at\"}"
expect .status scheduled
read_as_reader 404 "stories/$slug"
sleep 4
read_as_reader 200 "stories/$slug"
expect .publishedAt "$at"

say "The editor updates the live story. Readers see the old text until the new one is published."
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

say "The story gets another slug. The former one redirects."
call 200 "$story"
call 200 -X PATCH "$story" -H "$merge" -H "If-Match: $etag" -d "{\"slug\": \"warm-$slug\"}"
call 200 -X POST "$story/publish" -H "If-Match: $etag"
read_as_reader 308 "stories/$slug"
read_as_reader 200 "stories/warm-$slug"

say "The editor unpublishes it. Readers get 410 Gone, not 404."
call 200 "$story"
call 200 -X POST "$story/unpublish" -H "If-Match: $etag"
read_as_reader 410 "stories/warm-$slug"

say "The editor restores the second revision and publishes it, with its slug."
call 200 "$story"
call 200 -X POST "$story/revisions/2/restore" -H "If-Match: $etag"
call 200 -X POST "$story/publish" -H "If-Match: $etag"
read_as_reader 200 "stories/$slug?fields=title"
expect .title "The chip that came in from the cold"

say "The editor deletes it. Editors can still read it, and can restore it for 30 days."
call 200 "$story"
call 204 -X DELETE "$story" -H "If-Match: $etag"
read_as_reader 410 "stories/$slug"
call 200 "$story"
expect .status deleted

say "The audit log lists all actions."
call 200 "$api/admin/audit?story=${story##*/}&limit=100"
jq -r '.items | reverse | .[] | "\(.at) \(.actor.name): \(.action)"' "$response"
