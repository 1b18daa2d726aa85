# Exit codes, help, the shape of the output.
. tests/cli/common.bash
c=$folder/c.stemma
expect 0 "$STEMMA" --version
expect 0 "$STEMMA" --help
expect 2 "$STEMMA"
expect 2 "$STEMMA" nonsense
one_line "$err"
for command in add trace articles stories quotes passages families lineage show text compare variants tree who find check explain serve report; do
    expect 0 "$STEMMA" $command --help
    holds "$out" "usage: stemma $command"
    holds "$out" example
done
expect 2 "$STEMMA" articles --nonsense
one_line "$err"
expect 2 "$STEMMA" add
expect 2 "$STEMMA" add --threads none x
mkdir "$folder/void"
expect 1 "$STEMMA" add -c "$c" "$folder/void"

expect 0 "$STEMMA" add -c "$c" samples/articles
expect 0 "$STEMMA" trace -q -c "$c"
[ -z "$out$err" ] || fail "--quiet printed: $out$err"
for list in articles stories quotes passages families lineage who; do
    expect 0 "$STEMMA" $list -c "$c"
    expect 0 "$STEMMA" $list --json -c "$c"
    echo "$out" | jq -es 'length > 0 and all(.[]; .v == 1)' >/dev/null || fail "$list --json is not JSON Lines with v:1"
done
expect 0 "$STEMMA" text -c "$c" samples/articles/nordkyst.txt
cmp -s "$folder/.out" samples/articles/nordkyst.txt || fail "text is not the stored text, byte for byte"
expect 2 "$STEMMA" text -c "$c" no-such-article
one_line "$err"
expect 0 "$STEMMA" show -c "$c" samples/articles/karsund-courier.txt
expect 0 "$STEMMA" explain -c "$c" samples/articles/karsund-courier.txt
expect 0 "$STEMMA" tree -c "$c"
expect 2 "$STEMMA" tree -c "$c" s999999
expect 0 "$STEMMA" variants -c "$c" f1
expect 2 "$STEMMA" variants -c "$c" f999999
expect 0 "$STEMMA" find -c "$c" "we will not gamble with one single life"
expect 1 "$STEMMA" find -c "$c" "purple elephants juggling seventeen violins underwater"
echo "we will not gamble with a single life" >"$folder/query"
got=0
"$STEMMA" find -c "$c" --json - <"$folder/query" | jq -es 'length > 3' >/dev/null || fail "find - found too little"
expect 0 "$STEMMA" compare -c "$c" northern-wire-1 coast-daily-1
expect 0 "$STEMMA" compare -c "$c" --json northern-wire-1 coast-daily-1
echo "$out" | jq -e '.b_shared_words / .b_words > 0.9' >/dev/null || fail "the reprint is not seen as one: ${out:0:200}"
cd "$folder"
expect 0 "$STEMMA" compare "$OLDPWD/samples/articles/ferry-log.txt" "$OLDPWD/samples/articles/ferry-log.txt"
expect 1 "$STEMMA" compare "$OLDPWD/samples/articles/ferry-log.txt" "$OLDPWD/samples/articles/chess-open.txt"
finish
