#!/usr/bin/env bash
# Generates everything again and fails when a file under docs/ changed, appeared or went: what is generated is committed with
# its cause. It compares with the work tree, so that it can be run before the commit.
set -euo pipefail
cd "$(dirname "$0")/.."

sums() { find docs -type f -print0 | sort -z | xargs -0 sha256sum; }

before=$(sums)
make --no-print-directory generate
if ! changes=$(diff <(echo "$before") <(sums)); then
  echo "check-generated: out of date; run 'make generate' and commit:" >&2
  echo "$changes" | awk '/^[<>]/ {print "  " $3}' | sort -u >&2
  exit 1
fi
