#!/usr/bin/env bash
# Installs from Debian what the tests need besides Go, and only what is missing: a C compiler for SQLite, xmllint for the
# schemas of the papers, chromium for the page, and PostgreSQL's server programs for the private cluster.
set -euo pipefail

have() { command -v "$1" >/dev/null 2>&1; }

missing=()
have git || missing+=(git)
have gcc || missing+=(gcc libc6-dev)
have xmllint || missing+=(libxml2-utils)
have chromium || missing+=(chromium)
have psql && compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || have initdb || missing+=(postgresql)

have go || { echo "install-needs: Go is missing; go.mod says which version." >&2; exit 1; }
if [ ${#missing[@]} -eq 0 ]; then
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo)
  if ! have sudo || ! { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    echo "install-needs: these Debian packages are missing and neither root nor sudo is to be had: ${missing[*]}" >&2
    exit 1
  fi
fi
if ! have apt-get; then
  echo "install-needs: no apt-get here; install what Debian calls: ${missing[*]}" >&2
  exit 1
fi

echo "installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
  "${as_root[@]}" apt-get -q update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"
}
if ! install </dev/null >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "install-needs: apt-get could not install ${missing[*]}" >&2
  exit 1
fi
