#!/usr/bin/env bash
# Measures search and related stories on a public collection, and compares them with Lucene's EnglishAnalyzer with BM25 and
# with the cosine similarity of TF-IDF vectors: collection.sh time|med|news FOLDER. See README.md.
set -euo pipefail
cd "$(dirname "$0")/../.."

[[ $# == 2 && -d $2 ]] || { echo "usage: collection.sh time|med|news FOLDER" >&2; exit 2; }
export BROADSHEET_SAMPLE_CONTENT=false
# shellcheck source=src/bench/program.sh
. src/bench/program.sh
cluster=$(echo "$work"/data/postgresql-*)
database="jdbc:postgresql://127.0.0.1:$(sed -n 4p "$cluster/postmaster.pid")/broadsheet?user=broadsheet&password=$(<"$cluster/broadsheet.password")"
java -cp "$(dirname "$app")/lib/main/*" src/bench/Collection.java "$url" "$key" "$1" "$2" "$database"
