#!/usr/bin/env bash
# Runs a program built with ThreadSanitizer and fails when it reports anything. Debian's Qt is not
# instrumented, so what is inside its wait condition is left out, and reports in which Qt Test's
# watchdog thread takes part, which runs nothing of ours. To leave out all of Qt would hide real
# races.
set -uo pipefail
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT

TSAN_OPTIONS="exitcode=0 suppressions=${BASH_SOURCE[0]%/*}/suppressions log_path=$log/report" "$@"
status=$?
cat "$log"/report* 2>/dev/null |
    awk 'BEGIN { RS = "==================\n" } /WARNING: ThreadSanitizer/ && !/QtTest Watchdog/' >"$log/races"
if [[ -s $log/races ]]; then
    cat "$log/races" >&2
    exit 66
fi
exit "$status"
