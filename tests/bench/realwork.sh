#!/usr/bin/env bash
# Real work beside the tools that people use for it, in alternating runs on 2 workers:
# 2,000 × /bin/true beside xargs and GNU parallel, and the SHA-256 of 1 GB in files beside
# `xargs sha256sum`. Prints medians in seconds and their ratios.
#
#   realwork.sh <poolscope>
set -euo pipefail
program=$1
runs=5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Seconds that a command takes.
seconds() {
    local began ended
    began=$(date +%s%N)
    "$@" >/dev/null
    ended=$(date +%s%N)
    awk -v ns=$((ended - began)) 'BEGIN { printf "%.4f\n", ns / 1e9 }'
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# What each of the named functions takes, by turns, and how many times the first one's time that is.
compare() {
    local run name
    for name in "$@"; do : >"$folder/$name.times"; done
    for ((run = 0; run < runs; ++run)); do
        for name in "$@"; do seconds "$name" >>"$folder/$name.times"; done
    done
    local ours
    ours=$(median "$folder/$1.times")
    printf '  %-22s %8.3f s\n' "$1" "$ours"
    shift
    for name in "$@"; do
        awk -v name="$name" -v s="$(median "$folder/$name.times")" -v ours="$ours" \
            'BEGIN { printf "  %-22s %8.3f s   we are %5.2f × as fast\n", name, s, s / ours }'
    done
}

pool() { "$program" --headless --quiet --workers 2 --sequential off "$@"; }

echo "2,000 × /bin/true on 2 workers (median of $runs)"
seq 2000 >"$folder/numbers"
commands_poolscope() { pool --work command --command "/bin/true {}" --input "$folder/numbers"; }
commands_xargs() { xargs -P 2 -n 1 /bin/true <"$folder/numbers"; }
commands_parallel() { parallel -j 2 /bin/true <"$folder/numbers"; }
if command -v parallel >/dev/null; then
    compare commands_poolscope commands_xargs commands_parallel
else
    compare commands_poolscope commands_xargs
fi

echo
echo "SHA-256 of 1 GB in files, in cache, on 2 workers (median of $runs)"
mkdir "$folder/files"
# 512 files of 1 MiB, 4,096 of 64 KiB and 32 of 8 MiB: pieces of one stream, none like another.
head -c 1073741824 /dev/urandom >"$folder/stream"
head -c 536870912 "$folder/stream" | split -b 1M -d -a 4 - "$folder/files/m"
head -c 805306368 "$folder/stream" | tail -c 268435456 | split -b 64K -d -a 4 - "$folder/files/k"
tail -c 268435456 "$folder/stream" | split -b 8M -d -a 4 - "$folder/files/l"
rm "$folder/stream"
hash_poolscope() { pool --work hash --input "$folder/files" --export "$folder/ours.sha256"; }
hash_xargs() { find "$folder/files" -type f -print0 | xargs -0 -P 2 -n 8 sha256sum; }
compare hash_poolscope hash_xargs
hash_xargs | sort >"$folder/theirs"
sort "$folder/ours.sha256" | cmp - "$folder/theirs" && echo "  the same hashes"
