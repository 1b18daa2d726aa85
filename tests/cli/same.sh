# The same articles give the same bytes: whatever the threads, the order and the portions of adding, the locale.
. tests/cli/common.bash
findings() { for list in articles stories quotes passages families lineage who; do "$STEMMA" $list --json -c "$1"; done | sha256sum; }
names=(samples/articles/*)
"$STEMMA" add -q -c "$folder/first.stemma" samples/articles
"$STEMMA" trace -q -j 1 -c "$folder/first.stemma"
first=$(findings "$folder/first.stemma")

"$STEMMA" add -q -c "$folder/threads.stemma" samples/articles
"$STEMMA" trace -q -j 8 -c "$folder/threads.stemma"
[ "$(findings "$folder/threads.stemma")" = "$first" ] || fail "eight threads find something else"

"$STEMMA" add -q -c "$folder/memory.stemma" samples/articles
"$STEMMA" trace -q --memory 100M -c "$folder/memory.stemma"
[ "$(findings "$folder/memory.stemma")" = "$first" ] || fail "a trace with little memory finds something else"

for ((i = ${#names[@]} - 1; i >= 0; i--)); do
    "$STEMMA" add -q -c "$folder/order.stemma" "${names[i]}"
    [ $((i % 4)) = 0 ] && "$STEMMA" trace -q -c "$folder/order.stemma"
done
"$STEMMA" trace -q -c "$folder/order.stemma"
[ "$(findings "$folder/order.stemma")" = "$first" ] || fail "another order of adding finds something else"

LC_ALL=tr_TR.UTF-8 "$STEMMA" trace -q -c "$folder/locale.stemma" samples/articles
[ "$(findings "$folder/locale.stemma")" = "$first" ] || fail "another locale finds something else"

"$STEMMA" trace -q -c "$folder/first.stemma"
[ "$(findings "$folder/first.stemma")" = "$first" ] || fail "a second trace finds something else"
finish
