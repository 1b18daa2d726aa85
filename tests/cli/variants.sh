# One family in its three forms: numbered places for people, the same in JSON, and a TEI document that is valid.
. tests/cli/common.bash
c=$folder/c.stemma
article() { # id outlet date text
    jq -cn --arg id "$1" --arg outlet "$2" --arg published "$3" --arg text "$4" \
        '{$id, $outlet, published: (if $published == "" then null else $published end), title: "Harbour <\($id)> & \"more\"", $text}'
}
{
    article one 'The Quay & Co' 2021-03-04T09:30 'Council leader Ada Brunnick spoke on Monday. “We will repair the eastern harbour wall with 12 crews before the autumn storms reach Skarholm, if the harbour board agrees,” Ada Brunnick said.'
    article two 'Tide <b>' 2021-03 'The talks went on. “We may repair the eastern harbor wall with 17 crews before the autumn storms reach Skarholm,” Ada Brunnick said.'
    article three "Ha'penny" 2021 'It rained. “repair the eastern harbour wall with twelve crews [of masons] before the autumn storms,” Ada Brunnick promised.'
    article four '' '' 'They will repair the eastern harbour wall with 12 crews before the autumn storms reach Skarholm, a notice says.'
} >"$folder/articles.jsonl"
expect 0 "$STEMMA" trace -q -c "$c" "$folder/articles.jsonl"
family=$("$STEMMA" families --json -c "$c" | jq -r 'select(.members | length >= 3) | .id' | head -1)
[ -n "$family" ] || fail "no family of three reports"

expect 0 "$STEMMA" variants -c "$c" "$family"
holds "$out" '(1)'
holds "$out" 'substitution, number: changes the meaning'
holds "$out" 'hedge: changes the meaning'
holds "$out" 'The Quay & Co  2021-03-04T09:30'
holds "$out" 'ends here'

expect 0 "$STEMMA" variants --json -c "$c" "$family"
one_line "$out"
json=$out
[ "$(jq -r '[.places[] | select(.place) | .place] == [range(1; 1 + ([.places[] | select(.place)] | length))]' <<<"$json")" = true ] ||
    fail "places are not numbered from 1"
[ "$(jq -r '[.places[].text | select(. != "")] | join(" ")' <<<"$json" | tr -d ',. ')" = "$(jq -r .text <<<"$json" | tr -d ',. ')" ] ||
    fail "the places don't give the base reading"
[ "$(jq -c '[.places[].readings[]? | select(.text == "17") | [.change, .weight, .detail]]' <<<"$json")" = '[["substitution","meaning","number"]]' ] ||
    fail "17 for 12 is not one change of a number"
[ "$(jq -c '[.variants[] | select(.to == "twelve") | .change]' <<<"$json")" = '["spelling"]' ] || fail "twelve is no spelling of 12"
[ "$(jq '.witnesses | length' <<<"$json")" = "$(jq '.members | length' <<<"$json")" ] || fail "witnesses and members differ"

expect 0 "$STEMMA" variants --format json -c "$c" "$family"
[ "$out" = "$json" ] || fail "--format json is not --json"
expect 2 "$STEMMA" variants --format odt -c "$c" "$family"
holds "$err" 'text, json or tei'
expect 2 "$STEMMA" variants --format tei --json -c "$c" "$family"

expect 0 "$STEMMA" variants --format tei -c "$c" "$family"
holds "$out" '<publisher>The Quay &amp; Co</publisher>'
lacks "$out" '<b>'
holds "$out" '<date when="2021-03-04">'
holds "$out" '<witStart/>'
if command -v xmllint >/dev/null; then
    for one in $("$STEMMA" families --json -c "$c" | jq -r .id); do
        "$STEMMA" variants --format tei -c "$c" "$one" >"$folder/$one.xml"
        xmllint --noout --relaxng tests/cli/tei/apparatus.rng "$folder/$one.xml" 2>"$folder/.err" ||
            fail "not valid: $(head -3 "$folder/.err")"
    done
fi
finish
