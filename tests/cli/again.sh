# A trace takes from the one before what it found in each article, and finds the same as one that begins anew: whatever
# was added where, whatever was asked for in between, whatever has become of the records.
. tests/cli/common.bash
lists="articles stories quotes passages families lineage"
findings() { for list in $lists; do "$STEMMA" $list --json -c "$1"; done | sha256sum; }
forget() { sqlite3 "$1" "delete from trace"; } # so that the next trace is one
c=$folder/c.stemma

# Records made in between are of articles before, between and after the others in the order of paths.
mkdir "$folder/news"
cp samples/articles/* "$folder/news"
printf 'Ada Brun said that the bridge was shut.\n' >"$folder/news/one.txt"
printf 'Le maire a dit : « Nous verrons bien. » Il a ri.\n' >"$folder/news/other.txt"
printf 'Nothing.\n' >"$folder/news/zz-last.txt"
names=("$folder"/news/*)
"$STEMMA" trace -q -c "$folder/whole.stemma" "$folder/news"
whole=$(findings "$folder/whole.stemma")
for portion in 1 0 2; do
    for ((i = portion; i < ${#names[@]}; i += 3)); do "$STEMMA" add -q -c "$c" "${names[i]}"; done
    "$STEMMA" trace -q -c "$c"
done
[ "$(findings "$c")" = "$whole" ] || fail "what was found in portions differs from what is found at once"
one_row_each() {
    [ "$(sqlite3 "$1" "select count(*) = (select count(*) from article) and min(stages) = max(stages) and min(stages) =
        (select stages from trace) from quotation_record")" = 1 ] || fail "$2: not one record for each article"
}
one_row_each "$c" "in portions"

# Other options: each is what it is alone, also where the one before was another.
for options in "--attribution rules" "--limit quotations=1" "--attribution learned" "--limit quotations=3" "--attribution rules"; do
    "$STEMMA" trace -q $options -c "$folder/alone.stemma" "$folder/news" 2>/dev/null
    "$STEMMA" trace -q $options -c "$c" 2>/dev/null
    [ "$(findings "$c")" = "$(findings "$folder/alone.stemma")" ] || fail "trace $options after another finds something else"
    [ "$(findings "$c")" != "$whole" ] || [ "$options" = "--attribution learned" ] || fail "trace $options changes nothing"
    one_row_each "$c" "$options"
    rm -f "$folder"/alone.stemma*
done
forget "$c"
"$STEMMA" trace -q -c "$c"
[ "$(findings "$c")" = "$whole" ] || fail "the default after other options finds something else"
cp "$c" "$folder/kept.stemma"

# What is left out is told, whoever found it.
for turn in first second; do
    forget "$c"
    "$STEMMA" trace --limit quotations=2 -c "$c" 2>&1 >/dev/null | grep "left out" >"$folder/$turn" || true
done
one_line "$(cat "$folder/first")"
[ "$(cat "$folder/first")" = "$(cat "$folder/second")" ] || fail "what is left out is told once only: $(cat "$folder/second")"
rm -f "$folder"/c.stemma*
cp "$folder/kept.stemma" "$c"

# The records are what is read: a false confidence in one of them is what is found, as long as the record is asked for.
falsify() { # of the one quotation in one.txt, which begins behind the article's hash, no quoted spans and one quotation
    local key record
    key=$(sqlite3 "$1" "select article_key from article where path like '%one.txt'")
    record=$(sqlite3 "$1" "select hex(record) from quotation_record where article_key = $key")
    [ "${record:16:4}" = 0001 ] || fail "the record is another one than thought: $record"
    sqlite3 "$1" "update quotation_record set record = x'${record:0:24}0000803E${record:32}' where article_key = $key"
}
confidence() { "$STEMMA" quotes --json -c "$1" | jq -r 'select(.article | endswith("one.txt")) | .confidence'; }
true_one=$(confidence "$c")
falsify "$c"
forget "$c"
"$STEMMA" trace -q -c "$c"
[ "$(confidence "$c")" = 0.25 ] && [ "$true_one" != 0.25 ] || fail "a record is not what the next trace takes"
[ "$("$STEMMA" quotes --json -c "$c" | jq -c 'del(.confidence)' | sha256sum)" = \
    "$("$STEMMA" quotes --json -c "$folder/whole.stemma" | jq -c 'del(.confidence)' | sha256sum)" ] || fail "one confidence changes more than itself"
printf 'Ada Brun said that the bridge was shut. Otto Lind denied that.\n' >"$folder/more.txt"
"$STEMMA" add -q -c "$c" "$folder/more.txt"
"$STEMMA" trace -q -c "$c"
[ "$(confidence "$c" | head -1)" = 0.25 ] || fail "a record does not outlive the adding of an article"
"$STEMMA" trace -q --attribution rules -c "$c"
lacks "$(confidence "$c")" 0.25 # asked for otherwise: read anew

# What can't be one: everything is found anew, and the rows are right again.
anew() { # what it is, the statement
    rm -f "$folder"/c.stemma*
    cp "$folder/kept.stemma" "$c"
    falsify "$c"
    sqlite3 "$c" "pragma foreign_keys = off; $2"
    forget "$c"
    expect 0 "$STEMMA" trace -q -c "$c"
    [ "$(findings "$c")" = "$whole" ] || fail "$1: something else is found"
    one_row_each "$c" "$1"
    expect 0 "$STEMMA" check -c "$c"
}
anew "made by older stages" "update quotation_record set stages = stages - 1"
anew "made by newer stages" "update quotation_record set stages = stages + 1"
anew "made for another reach" "update quotation_record set reach = 1"
anew "made for another limit" "update quotation_record set quotations_max = 9999"
anew "cut off" "update quotation_record set record = cast(substr(record, 1, length(record) - 1) as blob)"
anew "too long" "update quotation_record set record = cast(record || x'00' as blob)"
anew "empty" "update quotation_record set record = x''"
anew "of zeros" "update quotation_record set record = zeroblob(length(record))"
anew "of noise" "update quotation_record set record = randomblob(length(record))"
anew "very large" "update quotation_record set record = zeroblob(3000000) where article_key = (select article_key from article where path like '%one.txt')"
anew "in hexadecimal" "update quotation_record set record = cast(hex(record) as blob)"
anew "another article's" "update quotation_record set record = (select record from quotation_record as other
    where other.article_key <> quotation_record.article_key order by other.article_key limit 1)"
anew "gone" "delete from quotation_record"
anew "gone in part" "delete from quotation_record where article_key % 2 = 0; update quotation_record set stages = 1 where article_key % 3 = 0;
    delete from quotation_record where article_key = (select article_key from article where path like '%one.txt')"

# A row of no article belongs to nobody, and check says so.
rm -f "$folder"/c.stemma*
cp "$folder/kept.stemma" "$c"
sqlite3 "$c" "insert into quotation_record select 1000000, stages, reach, quotations_max, record from quotation_record limit 1"
forget "$c"
expect 0 "$STEMMA" trace -q -c "$c"
[ "$(findings "$c")" = "$whole" ] || fail "a record of no article changes what is found"
expect 2 "$STEMMA" check -c "$c"
holds "$out" "refers to one of article"

# A text that somebody changed under its record, a language, a role.
for change in "text = 'It was late. \"Well,\" ' || text" "language = 'fr'" "title = 'Nothing'"; do
    for kind in with without; do
        rm -f "$folder/$kind".stemma*
        cp "$folder/kept.stemma" "$folder/$kind.stemma"
        sqlite3 "$folder/$kind.stemma" "update article set $change"
        [ $kind = with ] || sqlite3 "$folder/$kind.stemma" "delete from quotation_record"
        forget "$folder/$kind.stemma"
        expect 0 "$STEMMA" trace -q -c "$folder/$kind.stemma"
    done
    [ "$(findings "$folder/with.stemma")" = "$(findings "$folder/without.stemma")" ] || fail "records of other articles: $change"
done

# Any number of threads, and a trace that was cut short: by a kill, by a disk that was full.
for ((i = 0; i < ${#names[@]}; i += 2)); do "$STEMMA" add -q -c "$folder/part.stemma" "${names[i]}"; done
"$STEMMA" trace -q -j 8 -c "$folder/part.stemma"
"$STEMMA" add -q -c "$folder/part.stemma" "$folder/news"
size=$(stat -c %s "$folder/part.stemma")
cp "$folder/part.stemma" "$folder/full.stemma"
for delay in 0.01 0.02 0.03 0.05 0.08; do
    timeout --foreground -s KILL $delay "$STEMMA" trace -q -c "$folder/part.stemma" 2>/dev/null || true
done
"$STEMMA" trace -q -j 1 -c "$folder/part.stemma"
[ "$(findings "$folder/part.stemma")" = "$whole" ] || fail "after a kill something else is found"
one_row_each "$folder/part.stemma" "after a kill"
(trap '' XFSZ; ulimit -f $((size / 1024 / 2)); "$STEMMA" trace -q -c "$folder/full.stemma" 2>/dev/null) && fail "there was room for all"
"$STEMMA" trace -q -c "$folder/full.stemma"
[ "$(findings "$folder/full.stemma")" = "$whole" ] || fail "after a full disk something else is found"
one_row_each "$folder/full.stemma" "after a full disk"
finish
