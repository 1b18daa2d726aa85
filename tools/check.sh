#!/usr/bin/env bash
# All checks after a build: the arrows between stages, exported names, then the tests plain and under sanitizers.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/check_layers.sh
tools/check_functions.sh
tools/check_exports.sh build/libstemma.so

cmake --preset asan >/dev/null
cmake --build --preset asan
export ASAN_OPTIONS=detect_stack_use_after_return=1
ctest --preset asan -j "$(nproc)" --no-tests=error
ctest --preset release -j "$(nproc)" --no-tests=error
