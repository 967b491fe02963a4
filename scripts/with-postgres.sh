#!/usr/bin/env bash
# with-postgres.sh COMMAND...: runs COMMAND with TEST_POSTGRES pointing at a private, empty PostgreSQL cluster, and removes the
# cluster afterwards, whatever happened. It listens on a free loopback port only and asks for a password made for this run.
# It is for tests: it forgets on a crash (fsync=off).
set -euo pipefail
umask 077

# The newest server on the machine; Debian keeps its programs out of PATH.
bin=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(command -v initdb) || { echo "with-postgres: no initdb; run scripts/install-needs.sh" >&2; exit 1; }
bin=$(dirname "$bin")

home=$(mktemp -d "${TMPDIR:-/tmp}/zhaoyin-postgres.XXXXXX")
data=$home/data

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "$password" >"$home/password"

# PostgreSQL refuses to run as root, so root hands the cluster to an unprivileged user.
as_user=()
if [ "$(id -u)" -eq 0 ]; then
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  chown -R "$owner" "$home"
  as_user=(runuser -u "$owner" --)
fi
server() { (cd "$home" && "${as_user[@]}" "$bin/$1" "${@:2}"); }

stop() {
  [ ! -f "$data/postmaster.pid" ] || server pg_ctl -D "$data" -m immediate -w stop >/dev/null || true
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! said=$(server initdb -D "$data" --username=zhaoyin --auth=scram-sha-256 --pwfile="$home/password" \
  --encoding=UTF8 --locale=C --no-sync 2>&1); then
  echo "$said" >&2
  exit 1
fi

# A port can be taken between looking and listening, so the server itself finds out and the next one is tried.
settings="-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off \
-c synchronous_commit=off -c max_connections=500 -c timezone=UTC"
port=
for _ in $(seq 20); do
  try=$((20000 + RANDOM % 30000))
  if server pg_ctl -D "$data" -l "$home/log" -w -t 60 -o "$settings -p $try" start >/dev/null 2>&1; then
    port=$try
    break
  fi
done
[ -n "$port" ] || { echo "with-postgres: the server did not start" >&2; cat "$home/log" >&2; exit 1; }

export TEST_POSTGRES="postgres://zhaoyin:$password@127.0.0.1:$port/postgres?sslmode=disable"

# Never test on somebody else's server: the one that answers must keep its rows in our folder.
answers=$(psql "$TEST_POSTGRES" -XAtc 'SHOW data_directory')
if [ "$answers" != "$data" ]; then
  echo "with-postgres: the server on port $port keeps its data in $answers, not in $data" >&2
  exit 1
fi

"$@"
