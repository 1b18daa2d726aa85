#!/usr/bin/env bash
# Cost stays linear, whatever the collection: traces each kind of tests/pathological/generate.c at a size and at twice
# that size, and prints processor time, t(2n)/t(n) and peak memory. Fails where a ratio is above 2.5 or a trace needs
# more than the ceiling. usage: run.sh GENERATE MEASURE STEMMA [KIND…]
set -euo pipefail
generate=$1 measure=$2 stemma=$3
shift 3

ratio_max=2.5
ceiling_mib=1024
limit_s=60        # a trace that needs more is killed
fast_s=0.15       # below this the start of the program is what is measured: no ratio is asked for
attempts=3        # a ratio above the limit is measured again: a busy machine slows one of the two runs at times

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Prints "seconds MiB code" of tracing COUNT of KIND.
trace() {
    rm -f "$folder"/c.stemma*
    "$generate" "$1" "$2" >"$folder/articles.jsonl"
    "$stemma" add -c "$folder/c.stemma" "$folder/articles.jsonl" >/dev/null 2>"$folder/messages" || {
        echo "0 0 $?"
        return
    }
    "$measure" "$limit_s" "$stemma" trace -c "$folder/c.stemma" 2>>"$folder/messages"
}

smaller() { awk -v a="$1" -v b="$2" 'BEGIN { print a < b ? a : b }'; }
holds() { awk "BEGIN { exit !($1) }"; }

failures=0
printf '%-34s %8s %9s %9s %7s %9s\n' kind n 't(n) s' 't(2n) s' ratio 'peak MiB'
while read -r kind count; do
    [ $# -eq 0 ] || [[ " $* " == *" $kind "* ]] || continue
    once=1e9 twice=1e9 verdict=
    for ((attempt = 0; attempt < attempts; attempt++)); do
        read -r seconds peak code < <(trace "$kind" "$count")
        once=$(smaller "$once" "$seconds")
        if [ "$code" -le 1 ]; then read -r seconds peak code < <(trace "$kind" $((2 * count))); fi
        twice=$(smaller "$twice" "$seconds")
        ratio=$(awk -v a="$once" -v b="$twice" 'BEGIN { printf "%.2f", (a > 0 ? b / a : 0) }')
        verdict=
        if [ "$code" -gt 1 ]; then
            verdict="exit $code"
            break
        fi
        if holds "$peak > $ceiling_mib"; then verdict="above $ceiling_mib MiB"; fi
        if holds "$twice <= $fast_s || $ratio <= $ratio_max"; then break; fi
        verdict="above $ratio_max"
    done
    printf '%-34s %8d %9.3f %9.3f %7s %9d %s\n' "$kind" "$count" "$once" "$twice" "$ratio" "$peak" "$verdict"
    if [ -n "$verdict" ]; then failures=$((failures + 1)); fi
done < <("$generate" --list)
if [ "$failures" -gt 0 ]; then
    echo "$failures kinds fail"
    exit 1
fi
