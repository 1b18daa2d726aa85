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
[ "$passages" = 299 ] || fail "300 copies: $passages passages"
members=$("$stemma" passages -c "$c" --json | grep -o '"article":"[^"]*"' | sort -u | wc -l)
[ "$members" = 300 ] || fail "300 copies: passages in $members articles"

# A phrase that stands everywhere neither vanishes nor pairs all with all.
trace one_phrase_everywhere 1500
members=$("$stemma" passages -c "$c" --json | { grep -o '"article":"[^"]*"' || true; } | sort -u | wc -l)
[ "$members" = 1500 ] || fail "a phrase in 1500 articles: passages in $members"
[ "$(lines passages)" -le 6000 ] || fail "a phrase in 1500 articles: $(lines passages) passages"

# One quotation, one family, every witness.
trace one_viral_quotation 1500
members=$("$stemma" families -c "$c" --json | awk 'NR == 1' | { grep -o '"quotation":"q[0-9]*","article"' || true; } | wc -l)
[ "$members" = 1500 ] || fail "a quotation in 1500 articles: a family of $members"
exit "$failed"
