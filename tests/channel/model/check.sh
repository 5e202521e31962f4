#!/usr/bin/env bash
# Checks a model exhaustively: check.sh MODEL.pml [-DNAME=VALUE ...]. Fails on any error that is
# found, and when not all states could be looked at. Needs spin and a C compiler.
set -euo pipefail
model=$(realpath "$1")
shift
command -v spin >/dev/null || { echo "spin is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
spin -a "$@" "$model" >generated.log || { cat generated.log; exit 1; }
cc -O2 -w -DSAFETY -DCOLLAPSE -DMEMLIM=3000 -o checker pan.c
./checker -m1000000 | tee checked.log | grep -E "errors:|states, stored|assertion|invalid end|error:" || true
! grep -q "Search not completed" checked.log && grep -q "errors: 0" checked.log
