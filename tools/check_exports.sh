#!/usr/bin/env bash
# The shared library exports exactly the functions that stemma.h declares.
# usage: check_exports.sh LIBSTEMMA.so
set -euo pipefail
cd "$(dirname "$0")/.."

declared=$(tr '\n' ' ' <include/stemma/stemma.h | grep -oE 'STEMMA_API [^;]*;' | grep -oE 'stemma_[a-z_]+ ?\(' |
    tr -d ' (' | sort -u)
exported=$(nm -D --defined-only "$1" | awk '$2 ~ /[TDBR]/ {print $3}' | grep -vE '^(_init|_fini)$' | sort -u)
if ! differences=$(diff <(echo "$declared") <(echo "$exported")); then
    echo "exports: stemma.h declares (<) and the library exports (>):" >&2
    echo "$differences" >&2
    exit 1
fi
echo "exports: the library shows what stemma.h declares"
