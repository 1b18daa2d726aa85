#!/usr/bin/env bash
# Every kind of generate.c, small: the program ends well, and what must be found in some of them is found.
# usage: small.sh GENERATE STEMMA
set -euo pipefail
generate=$1 stemma=$2
unset STEMMA_COLLECTION
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
fail() {
    echo "FAILED: $*" >&2
    failed=1
}

# Traces COUNT of KIND into $c.
c=$folder/c.stemma
trace() {
    rm -f "$c"*
    "$generate" "$1" "$2" >"$folder/articles.jsonl"
    "$stemma" trace -q -c "$c" "$folder/articles.jsonl" >/dev/null 2>"$folder/messages" || {
        code=$?
        [ "$code" = 1 ] || fail "$1 $2: exit $code: $(head -c 600 "$folder/messages")"
    }
}
lines() { "$stemma" "$@" -c "$c" --json | wc -l; }

while read -r kind _; do
    for count in 1 7 40; do trace "$kind" "$count"; done
done < <("$generate" --list)

# Every copy is shown, at a cost that grows with the copies.
trace one_article_n_times 300
[ "$(lines articles)" = 300 ] || fail "300 copies: $(lines articles) articles"
passages=$(lines passages)
[ "$passages" -ge 299 ] && [ "$passages" -le 1500 ] || fail "300 copies: $passages passages"
members=$("$stemma" passages -c "$c" --json | grep -o '"article":"[^"]*"' | sort -u | wc -l)
[ "$members" = 300 ] || fail "300 copies: passages in $members articles"

# One quotation, one family, every witness.
trace one_viral_quotation 300
members=$("$stemma" families -c "$c" --json | awk 'NR == 1' | grep -o '"quotation":"q[0-9]*","article"' | wc -l)
[ "$members" = 300 ] || fail "a quotation in 300 articles: a family of $members"
exit "$failed"
