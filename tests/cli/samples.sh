# The samples against their truth, which was written by hand beside them.
. tests/cli/common.bash
c=$folder/c.stemma
"$STEMMA" add -q -c "$c" samples/articles
"$STEMMA" trace -q -c "$c"
rows() { grep -v '^#' "samples/truth/$1"; }
for truth in quotes families lineage apart; do
    [ "$(rows $truth.tsv | wc -l)" -gt 0 ] || fail "samples/truth/$truth.tsv says nothing: there would be nothing to hold"
done

# Quotations: article, kind, name, via, and what the content holds.
"$STEMMA" quotes --json -c "$c" | jq -r '[(.article | sub(".*/"; "")), .kind, (.source.name // "-"),
    ([.via[].text] | join(" ") | if . == "" then "-" else . end), .text] | @tsv' >"$folder/quotes.tsv"
while IFS=$'\t' read -r article kind name via part; do
    awk -F'\t' -v a="$article" -v k="$kind" -v n="$name" -v v="$via" -v p="$part" \
        '$1 == a && $2 == k && $3 == n && (v == "-" ? $4 == "-" : index($4, v) > 0) && index($5, p) > 0 {found = 1}
         END {exit !found}' "$folder/quotes.tsv" ||
        fail "quotation not found so: $article | $kind | $name | $via | $part; there is: $(grep -F "$part" "$folder/quotes.tsv" | grep -F "$article" | head -2)"
done < <(rows quotes.tsv)

# Families: their articles and the changes that must be named.
"$STEMMA" families --json -c "$c" | jq -r '[.text, ([.members[].article | sub(".*/"; "")] | unique | join(" ")),
    ([.variants[] | "\(.change):\(.from):\(.to):\(.weight)"] | join("|"))] | @tsv' >"$folder/families.tsv"
while IFS=$'\t' read -r part articles change; do
    awk -F'\t' -v p="$part" -v a="$articles" -v c="$change" \
        'index($1, p) > 0 && $2 == a && (c == "-" || index("|" $3 "|", "|" c "|") > 0) {found = 1} END {exit !found}' \
        "$folder/families.tsv" ||
        fail "family not found so: $part | $articles | $change; there is: $(grep -F "$part" "$folder/families.tsv" | head -3)"
done < <(rows families.tsv)

# Derivations, and articles that stand alone.
"$STEMMA" lineage --json -c "$c" |
    jq -r '[(.from | sub(".*/"; "")), (.to | sub(".*/"; "")), .direction] | @tsv' >"$folder/lineage.tsv"
while IFS=$'\t' read -r from to direction; do
    grep -qxF "$from"$'\t'"$to"$'\t'"$direction" "$folder/lineage.tsv" ||
        fail "derivation not found: $from -> $to $direction; there is: $(grep -F "$to" "$folder/lineage.tsv")"
done < <(rows lineage.tsv)
"$STEMMA" articles --json -c "$c" | jq -rs 'group_by(.story) | .[] | select(length == 1) | .[0].path | sub(".*/"; "")' >"$folder/alone"
while read -r article; do grep -qxF "$article" "$folder/alone" || fail "$article does not stand alone"; done < <(rows apart.tsv)
finish
