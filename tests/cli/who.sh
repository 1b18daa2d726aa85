# stemma who: the speakers, and everything one of them said, in time.
. tests/cli/common.bash
c=$folder/c.stemma
expect 0 "$STEMMA" trace -q -c "$c" samples/articles
expect 0 "$STEMMA" who -c "$c"
holds "$out" "Ilse Brandvold"
expect 0 "$STEMMA" who --json -c "$c"
echo "$out" | jq -es '[.[].quotations] == ([.[].quotations] | sort | reverse)' >/dev/null || fail "not the most quoted first"
wanted=$(echo "$out" | jq -r 'select(.name == "Ilse Brandvold") | .quotations')
expect 0 "$STEMMA" who --json -c "$c" "ilse brandvold"
[ "$(echo "$out" | wc -l)" = "$wanted" ] || fail "not all of her quotations"
echo "$out" | jq -es 'all(.[]; .source.name == "Ilse Brandvold")' >/dev/null || fail "somebody else's quotations"
echo "$out" | jq -es '[.[] | .published // "9"] as $dates | $dates == ($dates | sort)' >/dev/null ||
    fail "not by date, undated last"
expect 0 "$STEMMA" who -c "$c" "Ilse Brandvold"
holds "$out" "also Brandvold"
expect 2 "$STEMMA" who -c "$c" "Nobody Anywhere"
one_line "$err"
expect 2 "$STEMMA" who -c "$c" ""

# Two of one surname: the message tells which.
mkdir "$folder/two"
echo '"We were never asked," said Nora Halle. "The pier is safe," said engineer Peter Halle.' >"$folder/two/a.txt"
expect 0 "$STEMMA" trace -q -c "$folder/two.stemma" "$folder/two"
expect 2 "$STEMMA" who -c "$folder/two.stemma" Halle
one_line "$err"
holds "$err" "Nora Halle (n"
holds "$err" "Peter Halle (n"
expect 0 "$STEMMA" who -c "$folder/two.stemma" "Nora Halle"
lacks "$out" "The pier is safe"
finish
