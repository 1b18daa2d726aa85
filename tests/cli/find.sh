# find gives the same hits from the word index of a traced collection as from reading every article.
. tests/cli/common.bash
c=$folder/c.stemma
expect 0 "$STEMMA" add -q -c "$c" samples/articles
queries=("the" "of the town" "said on Tuesday" "the bridge will be" "nothing of this stands anywhere zyx")
for article in samples/articles/*.txt; do
    queries+=("$(tr -s '[:space:]' ' ' <"$article" | cut -d' ' -f20-40)")
    queries+=("$(tr -s '[:space:]' ' ' <"$article" | cut -d' ' -f30-36,38-45)")
done
for i in "${!queries[@]}"; do "$STEMMA" find -c "$c" --json "${queries[i]}" >"$folder/read.$i" || true; done
expect 0 "$STEMMA" trace -q -c "$c"
for i in "${!queries[@]}"; do
    "$STEMMA" find -c "$c" --json "${queries[i]}" >"$folder/indexed.$i" || true
    cmp -s "$folder/read.$i" "$folder/indexed.$i" || fail "other hits from the index for: ${queries[i]}"
done
expect 0 "$STEMMA" find -c "$c" "${queries[5]}"
finish
