#!/usr/bin/env bash
# Runs the tests of every package that reaches the database, itself or through another, on the PostgreSQL of TEST_POSTGRES.
# Which packages these are is asked of the compiler, so that a new one cannot be forgotten.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${TEST_POSTGRES:?run this through scripts/with-postgres.sh}"

dependencies=$(go list -test -f '{{if and (not .ForTest) (eq .Name "main")}}{{.ImportPath}} {{join .Deps " "}}{{end}}' ./...)
mapfile -t packages < <(
  awk '$1 ~ /[.]test$/ && / zhaoyin\/internal\/store\/storetest( |$)/ { sub(/[.]test$/, "", $1); print $1 }' <<<"$dependencies"
)
[ ${#packages[@]} -gt 0 ] || { echo "test-postgres: no test uses the database" >&2; exit 1; }
# -short: what is heavy and never asks the database has run already.
exec go test -short -count=1 "$@" "${packages[@]}"
