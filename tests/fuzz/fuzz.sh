#!/usr/bin/env bash
# Runs the fuzz targets, so many at once as there are cores.
#
#   fuzz.sh FOLDER SECONDS [READER…]    FOLDER holds the programs and keeps what is found
#
# A finding fails it and stays in FOLDER/fuzz as a file: `fuzz_READER FILE` shows it again.
set -euo pipefail
programs=$(realpath "$1")
seconds=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export here programs seconds
export UBSAN_OPTIONS=print_stacktrace=1
fuzz() {
    set -euo pipefail
    local reader=$1 found=$programs/fuzz/$1
    mkdir -p "$found"
    if ! "$programs/fuzz_$reader" "$found" "$here/seeds/$reader" -dict="$here/words.dict" \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=20000 \
        -artifact_prefix="$programs/fuzz/$reader-" >"$found.log" 2>&1; then
        echo "FAIL: $reader"
        grep -E 'ERROR|error:|SUMMARY|^ *#[0-9]+ .*src/|Test unit written' "$found.log" | head -30
        return 1
    fi
    echo "$reader: $(grep -oE 'Done [0-9]+ runs in [0-9]+ second' "$found.log")s"
}
export -f fuzz
readers=("$@")
((${#readers[@]})) || { readers=("$programs"/fuzz_*) && readers=("${readers[@]##*/fuzz_}"); }
printf '%s\n' "${readers[@]}" | xargs -P "$(nproc)" -I {} bash -c 'fuzz {}'
