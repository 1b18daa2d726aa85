#!/usr/bin/env bash
# What is found where something stands in very many articles; small.sh asks the same of fewer. Run by `make torture`.
# usage: long.sh GENERATE STEMMA
set -euo pipefail
generate=$1 stemma=$2
unset STEMMA_COLLECTION
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
c=$folder/c.stemma
failed=0
check() { # WHAT GOT WANTED
    echo "$1: $2"
    [ "$2" = "$3" ] || {
        echo "FAILED: $1: $2, $3 was expected" >&2
        failed=1
    }
}
trace() {
    rm -f "$c"*
    "$generate" "$1" "$2" >"$folder/articles.jsonl"
    "$stemma" trace -q -c "$c" "$folder/articles.jsonl" >/dev/null
}
articles_with_passages() {
    "$stemma" passages -c "$c" --json | { grep -o '"article":"[^"]*"' || true; } | sort -u | wc -l
}

trace one_viral_quotation 10000
members=$("$stemma" families -c "$c" --json | awk 'NR == 1' | { grep -o '"quotation":"q[0-9]*","article"' || true; } | wc -l)
check "one quotation in 10000 articles: members of its family" "$members" 10000

trace one_phrase_everywhere 20000
check "one phrase in 20000 articles: articles with a passage" "$(articles_with_passages)" 20000

trace one_article_n_times 10000
check "one article 10000 times: passages" "$("$stemma" passages -c "$c" --json | wc -l)" 9999
check "one article 10000 times: articles with a passage" "$(articles_with_passages)" 10000
exit "$failed"
