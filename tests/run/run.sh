#!/usr/bin/env bash
# What ./run says where it cannot go on: on a copy of it, with stand-ins for the tools that it calls.
#
#   run.sh RUN
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cp "$1" "$work/run"
tools=$work/tools
mkdir "$tools" "$work/build"
chmod 777 "$work/build"
for tool in bash env dirname cat mkdir rm nproc sleep mkfifo; do
    ln -s "$(command -v "$tool")" "$tools/$tool"
done
stand_in() { # NAME COMMANDS
    printf '#!%s\n%s\n' "$(command -v bash)" "$2" >"$tools/$1"
    chmod 755 "$tools/$1"
}
started() { env -i PATH="$tools" "$@"; }

fail() {
    echo "FAIL: $*"
    [[ ! -e $work/said ]] || cat "$work/said"
    exit 1
}
expect() { # STATUS TEXT: of what was run last
    ((status == $1)) || fail "the exit status is $status, not $1"
    grep -qF -- "$2" "$work/said" || fail "it does not say: $2"
}
says() { # COMMAND…: runs it, and keeps what it says and its status
    status=0
    "$@" >"$work/said" 2>&1 || status=$?
}

# A word that is nearly a command.
stand_in dpkg-query 'echo installed'
says started "$work/run" tests
expect 2 'did you mean test?'
says started "$work/run" Bench
expect 2 'did you mean bench?'

# Packages are missing, nobody is root, and there is no sudo: a line ready to paste.
stand_in dpkg-query 'exit 1'
nobody=()
((EUID != 0)) || nobody=("$(command -v setpriv)" --reuid=65534 --regid=65534 --clear-groups)
says env -i PATH="$tools" "${nobody[@]}" "$work/run"
expect 1 'apt-get install --no-install-recommends g++ cmake'

# Interrupted while it builds, as by Ctrl+C: the signal goes to all of it.
stand_in dpkg-query 'echo installed'
mkfifo "$work/building"
stand_in cmake "echo >$work/building; exec sleep 60"
set -m # a process group of its own
started "$work/run" test >"$work/said" 2>&1 &
running=$!
set +m
read -r _ <"$work/building"
kill -INT -- -$running
status=0
wait $running || status=$?
expect 130 'interrupted; start ./run again'
echo "all as it should be"
