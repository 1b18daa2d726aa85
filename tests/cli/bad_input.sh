# Bad input gets one clear line and exit 2, or a counted skip inside a batch; what is stored stays.
. tests/cli/common.bash
good=$folder/good
mkdir "$good"
printf 'A quiet day in Lunde\n\nThe ferry was late. "Nobody minded," said the pilot, Ada Brun.\n' >"$good/a.txt"
c=$folder/c.stemma
expect 0 "$STEMMA" add -c "$c" "$good"
holds "$out" "1 kept"

expect 2 "$STEMMA" add -c "$c" "$folder/nowhere"
one_line "$err"
holds "$err" nowhere

head -c 4096 /dev/urandom | tr -d '\n' >"$folder/noise.txt"
printf '\0\0' >>"$folder/noise.txt"
expect 2 "$STEMMA" add -c "$c" "$folder/noise.txt"
holds "$err" noise.txt

printf 'caf\xe9 and na\xefve \x93quoted\x94 words in an old encoding, long enough to be an article.\n' >"$good/old.txt"
expect 0 "$STEMMA" add -c "$c" "$good/old.txt"
expect 0 "$STEMMA" text -c "$c" "$good/old.txt"
holds "$out" "café and naïve “quoted”"

: >"$folder/empty.txt"
expect 2 "$STEMMA" add -c "$c" "$folder/empty.txt"
holds "$err" empty

printf '{"id":"one","text":"The first record is whole."}\n{"id":"two","text":"broken\n{"id":"three","text":"The third is whole again."}\n' \
    >"$folder/lines.jsonl"
expect 0 "$STEMMA" add -c "$c" "$folder/lines.jsonl"
holds "$out" "2 kept"
holds "$out" "1 failed"
holds "$err" "lines.jsonl:2"

{ seq 1 20000 | sed 's/.*/{"id":"&","text":"Record & of a file that will be cut short."}/' | gzip; } >"$folder/whole.jsonl.gz"
head -c 60000 "$folder/whole.jsonl.gz" >"$folder/cut.jsonl.gz"
expect 0 "$STEMMA" add -c "$c" "$folder/cut.jsonl.gz"
holds "$err" cut.jsonl.gz
holds "$out" "1 failed"

{ printf '{"id":"huge","text":"'; head -c 100000000 /dev/zero | tr '\0' x; printf '"}\n{"id":"after","text":"The one behind it."}\n'; } \
    >"$folder/huge.jsonl"
expect 0 "$STEMMA" add -c "$c" --memory 1500M "$folder/huge.jsonl"
holds "$out" "1 kept"
holds "$err" "--limit record=SIZE"
rm "$folder/huge.jsonl"

expect 0 "$STEMMA" add -c "$c" "$good"
holds "$out" "2 duplicate"
expect 0 "$STEMMA" add -c "$c" --json "$good"
echo "$out" | jq -e 'select(.seen) | .seen == .kept + .duplicate + .skipped + .failed' >/dev/null || fail "counts don't add up: $out"

# A folder without rights is a skip inside a batch. Root reads everything, so it is tried as nobody.
mkdir "$good/closed" && chmod 000 "$good/closed"
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
    chmod 755 "$folder" && mkdir -m 777 "$folder/open"
    cp "$STEMMA" "$folder/open/stemma"
    expect 0 setpriv --reuid=65534 --regid=65534 --clear-groups "$folder/open/stemma" add -c "$folder/open/n.stemma" "$good"
    holds "$err" closed
fi

# Collections that are none, newer, or in use.
echo 'not a database at all, only some text in a file' >"$folder/text.stemma"
expect 2 "$STEMMA" articles -c "$folder/text.stemma"
one_line "$err"
sqlite3 "$folder/other.stemma" 'create table t(x); insert into t values (1)'
expect 2 "$STEMMA" add -c "$folder/other.stemma" "$good/a.txt"
one_line "$err"
[ "$(sqlite3 "$folder/other.stemma" 'select count(*) from sqlite_schema')" = 1 ] || fail "a foreign database was changed"
cp "$c" "$folder/newer.stemma"
sqlite3 "$folder/newer.stemma" 'pragma user_version = 999' >/dev/null
expect 2 "$STEMMA" articles -c "$folder/newer.stemma"
holds "$err" newer
expect 2 "$STEMMA" articles -c "$folder/absent.stemma"
holds "$err" "stemma add"

mkfifo "$folder/hold"
sqlite3 "$c" <"$folder/hold" >/dev/null 2>&1 &
exec 9>"$folder/hold"
echo 'begin immediate;' >&9
sleep 0.3
printf 'Another article, which has to wait.\n' >"$folder/late.txt"
expect 2 "$STEMMA" add -c "$c" "$folder/late.txt"
one_line "$err"
exec 9>&-
wait
expect 0 "$STEMMA" add -c "$c" "$folder/late.txt"

# A full disk: the output, and the collection itself.
expect 0 "$STEMMA" trace -q -c "$c"
got=0
"$STEMMA" articles --json -c "$c" >/dev/full 2>"$folder/.err" || got=$?
[ "$got" = 2 ] || fail "a full disk under stdout ended with $got"
if mkdir "$folder/small" && mount -t tmpfs -o size=400k tmpfs "$folder/small" 2>/dev/null; then
    seq 1 4000 | sed 's/.*/{"id":"f&","text":"Record & of a file larger than the disk, with a few words more to fill it."}/' >"$folder/many.jsonl"
    expect 2 "$STEMMA" add -c "$folder/small/c.stemma" "$folder/many.jsonl"
    one_line "$err"
    [ "$(sqlite3 "$folder/small/c.stemma" 'pragma integrity_check')" = ok ] || fail "a full disk damaged the collection"
    umount "$folder/small"
fi

[ "$(sqlite3 "$c" 'pragma integrity_check')" = ok ] || fail "the collection is damaged"

# One line each: what was found, where, what was wanted, what to do.
mkdir "$folder/bare"
says() { # wanted words of the one line, then the command
    local words=$1
    shift
    expect 2 "$@"
    one_line "$err"
    holds "$err" "$words"
}
expect 1 "$STEMMA" add -c "$folder/new.stemma" "$folder/bare"
one_line "$err"
holds "$err" "bare: a folder without files"
says "an empty name" "$STEMMA" add -c "$folder/new.stemma" ""
says "is a folder, not a Stemma collection; name a .stemma file" "$STEMMA" add -c "$folder/bare" "$good/a.txt"
says "its folder doesn't exist; make that first" "$STEMMA" add -c "$folder/nowhere/c.stemma" "$good/a.txt"
says "some other file; name a .stemma file" "$STEMMA" add -c "$good/a.txt" "$good/a.txt"
says "no regular file; name a .stemma file" "$STEMMA" add -c /dev/full "$good/a.txt"
says "stemma add PATH makes one" "$STEMMA" check -c "$folder/nowhere.stemma"
says "is a folder" "$STEMMA" check -c "$folder/bare"
says "empty, not a Stemma collection; add articles to it first" "$STEMMA" check -c "$folder/empty.txt"
says "some other file" "$STEMMA" check -c "$folder/noise.txt"
expect 2 sh -c '"$1" check -c "$2" >/dev/full' sh "$STEMMA" "$c"
one_line "$err"
holds "$err" "output can't be written: No space left on device"

# Without rights. Root has them all, so somebody else asks.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
    other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    mkdir "$folder/closed" && cp "$good/a.txt" "$folder/closed/a.txt" && cp "$good/a.txt" "$folder/closed.txt"
    cp "$c" "$folder/kept.stemma"
    chmod 755 "$folder" && chmod 700 "$folder/closed" && chmod 600 "$folder/closed.txt"
    chmod 644 "$folder/kept.stemma"
    mkdir -m 777 "$folder/anybody"
    if "${other[@]}" "$STEMMA" --version >/dev/null 2>&1 && "${other[@]}" test -x "$folder"; then
        says "closed" "${other[@]}" "$STEMMA" add -q -c "$folder/anybody/n.stemma" "$folder/closed"
        says "closed.txt" "${other[@]}" "$STEMMA" add -q -c "$folder/anybody/n.stemma" "$folder/closed.txt"
        says "can't be written" "${other[@]}" "$STEMMA" add -q -c "$folder/kept.stemma" "$good/a.txt"
        says "can't be written" "${other[@]}" "$STEMMA" add -q -c "$folder/n.stemma" "$good/a.txt"
    fi
fi

# A full disk: one line, and what was there before is whole.
if [ "$(id -u)" -eq 0 ] && mkdir "$folder/tiny" && mount -t tmpfs -o size=2400k none "$folder/tiny" 2>/dev/null; then
    expect 0 "$STEMMA" add -q -c "$folder/tiny/c.stemma" "$good/a.txt"
    awk 'BEGIN { for (i = 0; i < 400; i++) { printf "{\"id\":\"r%d\",\"text\":\"", i; for (k = 0; k < 500; k++) printf "word%d ", (i * 7919 + k * 104729) % 99991; print "\"}" } }' \
        >"$folder/large.jsonl"
    expect 2 "$STEMMA" add -q -c "$folder/tiny/c.stemma" "$folder/large.jsonl"
    one_line "$err"
    holds "$err" "no space left to write the collection; what was stored before is intact"
    expect 0 "$STEMMA" check -c "$folder/tiny/c.stemma"
    umount "$folder/tiny"
fi
finish
