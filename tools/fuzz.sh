#!/usr/bin/env bash
# Builds the fuzz targets with clang and lets each run for $FUZZ_SECONDS (default 60) from its corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang >/dev/null || { echo "fuzzing needs clang" >&2; exit 2; }

cmake --preset fuzz >/dev/null
for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    cmake --build --preset fuzz --target "$name"
    found=build/fuzz/found/$name
    mkdir -p "$found/corpus"
    "build/fuzz/tests/$name" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="$found/" "$found/corpus" "tests/fuzz/corpus/${name#fuzz_}"
done
