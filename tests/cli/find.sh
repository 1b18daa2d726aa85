# find gives the same hits from the word index of a traced collection as from reading every article.
. tests/cli/common.bash
c=$folder/c.stemma
# Beside the samples four hundred articles of forty words, so that frequent words stand side by side in ever new ways.
awk 'function pick(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return int(seed / 65536) % n }
    BEGIN {
        seed = 11
        split("the of a town bridge said to and was not in for it on that with mayor ferry rope dock rain gate mill road light " \
              "pier storm wall crane vote tax shift night paint cable tower clerk boat sand lock", word, " ")
        for (i = 0; i < 400; i++) {
            printf "{\"id\":\"made-%d\",\"published\":\"2021-%02d-11\",\"text\":\"", i, i % 12 + 1
            for (w = 0; w < 60; w++) printf "%s%s", w ? " " : "", word[1 + (pick(3) ? pick(40) : pick(8))]
            print ".\"}"
        }
    }' >"$folder/made.jsonl"
expect 0 "$STEMMA" add -q -c "$c" samples/articles "$folder/made.jsonl"
queries=("the town said to the bridge" "of a of a of a" "it was not for the town and it was not for the mayor in that storm"
    "the the the" "the of a town bridge said to and was not in for it on that with mayor ferry rope dock")
for i in 3 77 200; do queries+=("$(sed -n "${i}p" "$folder/made.jsonl" | sed 's/.*"text":"//; s/"}//' | cut -d' ' -f5-18)"); done
for i in 9 150 399; do queries+=("$(sed -n "${i}p" "$folder/made.jsonl" | sed 's/.*"text":"//; s/"}//' | cut -d' ' -f5-11,13-24)"); done
queries+=("the" "of the town" "said on Tuesday" "the bridge will be" "nothing of this stands anywhere zyx")
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
wc -c "$folder"/indexed.* | awk '$1 == 0 {none++} END {exit none > 8}' || fail "most queries find nothing"
finish
