# A kill at any moment leaves a good collection; running again finishes the job, nothing twice.
. tests/cli/common.bash
seq 1 3000 | sed 's/.*/{"id":"r&","outlet":"Outlet &","text":"Record number & says \\"we shall see about that, all & of us\\", said Ada Brun."}/' \
    >"$folder/many.jsonl"
"$STEMMA" trace -q -c "$folder/whole.stemma" "$folder/many.jsonl"
wanted=$("$STEMMA" quotes --json -c "$folder/whole.stemma" | sha256sum)
c=$folder/killed.stemma
for delay in 0.01 0.02 0.03 0.05 0.07 0.09 0.12 0.15 0.2 0.3; do
    timeout --foreground -s KILL $delay "$STEMMA" trace -q -c "$c" "$folder/many.jsonl" 2>/dev/null || true
    [ -f "$c" ] || continue
    [ "$(sqlite3 "$c" 'pragma integrity_check')" = ok ] || fail "damaged after $delay s"
done
expect 0 "$STEMMA" trace -q -c "$c" "$folder/many.jsonl"
[ "$("$STEMMA" quotes --json -c "$c" | sha256sum)" = "$wanted" ] || fail "the finished job differs from an undisturbed one"
expect 0 "$STEMMA" check -c "$c"
account() { sqlite3 "$1" 'select * from sources; select source, number, outcome, article from records'; }
[ "$(account "$c")" = "$(account "$folder/whole.stemma")" ] || fail "the finished account differs from an undisturbed one"
[ "$(sqlite3 "$c" 'pragma foreign_key_check')" = "" ] || fail "foreign keys are broken"
finish
