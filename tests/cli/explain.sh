# explain shows every stored passage of an article as the end of a chain, and says why other runs of words are none.
. tests/cli/common.bash
c=$folder/c.stemma
expect 0 "$STEMMA" trace -q -c "$c" samples/articles
expect 0 "$STEMMA" passages --json -c "$c"
passages=$out
for id in $("$STEMMA" articles --json -c "$c" | sed -E 's/.*"path":"([^"]*)".*/\1/'); do
    expect 0 "$STEMMA" explain -c "$c" "$id"
    for stage in 'text:' 'blocks:' 'quoted spans:' quotations speakers 'seeds:' 'articles with a common seed:' \
        'passages shared' families 'story s' derivations; do
        holds "$out" "
$stage"
    done
    for passage in $(grep -F "\"$id\"" <<<"$passages" | sed -E 's/.*"id":"(p[0-9]+)".*/\1/'); do
        holds "$out" "kept: passage $passage"
    done
done
[ "$(grep -c . <<<"$passages")" -gt 3 ] || fail "the samples share passages"

# A stock phrase in two articles that have nothing else in common.
mkdir "$folder/news"
echo "The mayor of Oststrand, Merete Oyen, was not available for comment on Friday, her office said in a statement." \
    >"$folder/news/a.txt"
echo "A ferry ran aground near Tvillingholm. The company said it was not available for comment on Friday at noon." \
    >"$folder/news/b.txt"
expect 0 "$STEMMA" trace -q -c "$folder/s.stemma" "$folder/news"
expect 1 "$STEMMA" passages -c "$folder/s.stemma"
expect 0 "$STEMMA" explain -c "$folder/s.stemma" "$folder/news/a.txt"
holds "$out" '"was not available for comment on Friday"'
holds "$out" "dropped: common words; a weight of 2.9 is wanted, or 20 equal words"

# Two texts of plain words with nine of them in the same order: not worth comparing.
mkdir "$folder/plain"
echo "It is in the and of that for a to is it the of in and that to for a the is of it and in a that to the for is and
it of the to a in that is for the and of it to in." >"$folder/plain/a.txt"
echo "To the that a in for of and it is a that to the for is and it of a the in to for and is that it of in a the to is
for that and of it in the to a is and that in of." >"$folder/plain/b.txt"
expect 1 "$STEMMA" trace -q -c "$folder/p.stemma" "$folder/plain" # nothing is found
expect 0 "$STEMMA" explain -c "$folder/p.stemma" "$folder/plain/a.txt"
holds "$out" "2 common seeds, not compared: they stand in plain words, with other words next to them"
finish
