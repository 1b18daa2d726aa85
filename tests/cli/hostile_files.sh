# A collection from somebody else runs nothing and breaks nothing: whatever was put into the file, every command ends with
# one of its three codes, a message where it could not do its work, and no file but its own touched.
. tests/cli/common.bash
"$STEMMA" trace -q -c "$folder/good.stemma" samples/articles
sqlite3 "$folder/good.stemma" "PRAGMA journal_mode = DELETE" >/dev/null
rm -f "$folder"/good.stemma-*
article=$("$STEMMA" articles --json -c "$folder/good.stemma" | jq -r 'select(.path == "northern-wire-1").article')
cp "$folder/good.stemma" "$folder/kept.stemma"
c=$folder/c.stemma
changed() { # changed SQL: a copy of the good collection after these statements, as an attacker may run them
    rm -f "$folder"/c.stemma*
    cp "$folder/kept.stemma" "$c"
    sqlite3 -unsafe-testing "$c" ".dbconfig defensive off" "PRAGMA writable_schema = ON; $1" >/dev/null 2>"$folder/sql.err" ||
        sqlite3 "$c" ".dbconfig defensive off" "PRAGMA writable_schema = ON; $1" >/dev/null 2>"$folder/sql.err" ||
        fail "the attack itself fails: $1: $(cat "$folder/sql.err")"
}
reading=("articles --json --text" "stories --json" "quotes --json" "passages --json" "families --json" "lineage --json"
    "show $article" "text $article" "tree s1" "variants f3" "who" "find 'the bridge stays shut'" "explain $article" "check" articles
    "compare northern-wire-1 coast-daily-1")
every_command() { # every_command WHAT [COUNT]: none dies; sets `done_count` to how many did their work
    local command got what=$1
    done_count=0
    for command in "${reading[@]:0:${2:-100}}"; do
        got=0
        eval timeout 60 '"$STEMMA"' "$command" -c '"$c"' >"$folder/out" 2>"$folder/err.txt" || got=$?
        [ "$got" -le 2 ] || fail "$what: $command ended with $got"
        [ "$got" != 2 ] || [ -s "$folder/err.txt" ] || [ -s "$folder/out" ] || fail "$what: $command says nothing"
        [ "$got" -gt 1 ] || done_count=$((done_count + 1))
    done
}
refused() { # refused WHAT SQL
    changed "$2"
    every_command "$1"
    [ "$done_count" = 0 ] || fail "$1: $done_count commands believed it"
    expect 2 "$STEMMA" serve -c "$c" --port 1
    expect 2 "$STEMMA" add -q -c "$c" samples/articles/ferry-log.txt
    expect 2 "$STEMMA" trace -q -c "$c"
}
every_command_works=$(c=$folder/kept.stemma; every_command "the good one"; echo "$done_count")
[ "$every_command_works" = ${#reading[@]} ] || fail "only $every_command_works commands work on the good collection"

# What would run by itself: triggers, views that are not ours, tables with code behind them, columns that are computed.
refused "a trigger" "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM article; END"
refused "a trigger instead of a view" "CREATE TRIGGER t INSTEAD OF INSERT ON articles BEGIN DELETE FROM article; END"
refused "one more view" "CREATE VIEW extra AS SELECT writefile('$folder/written', 'x')"
refused "a view in the place of ours" "DROP VIEW articles; CREATE VIEW articles AS SELECT writefile('$folder/written', 'x') AS id"
refused "a view in the place of a table" "DROP TABLE note; CREATE VIEW note AS SELECT load_extension('$folder/x.so') AS source_key"
refused "a table with code behind it" "CREATE VIRTUAL TABLE f USING fts5(x)"
refused "a table of its own" "CREATE TABLE extra (x)"
refused "an index with an expression" "CREATE INDEX i ON article (lower(path))"
refused "a computed column" "DROP TABLE reason; CREATE TABLE reason (number INTEGER PRIMARY KEY,
    sentence TEXT NOT NULL GENERATED ALWAYS AS (printf('%.*c', 1000000000, 'x')) VIRTUAL) STRICT"
refused "a default with a function" "DROP TABLE note; CREATE TABLE note (source_key INTEGER NOT NULL DEFAULT (randomblob(1000000000)))"
refused "a missing table" "DROP TABLE block"
refused "a missing index" "DROP INDEX article_by_path"
refused "another program's database" "PRAGMA application_id = 7"
refused "a format yet to come" "PRAGMA user_version = 999"
refused "a format that never was" "PRAGMA user_version = -3"
refused "a schema that is none" "UPDATE sqlite_schema SET sql = 'CREATE TABLE article (' || hex(zeroblob(50000)) WHERE name = 'article'"
[ ! -e "$folder/written" ] || fail "a view has written a file"

# Tables that stand where others should, and values that the tables do not allow: read with care, or reported.
changed "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'word_index') WHERE name = 'article_number'"
every_command "a table on another's pages"
changed "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'member'"
every_command "a table on the schema's page"
changed "UPDATE sqlite_schema SET rootpage = 99999999 WHERE name = 'quotation'"
every_command "a table behind the end"
loose() { # loose TABLE SQL: the statements run while the table takes everything
    changed "UPDATE sqlite_schema SET sql = replace(replace(sql, ' STRICT', ''), 'INTEGER PRIMARY KEY', 'INTEGER PRIMARY KEY') WHERE name = '$1'"
    sqlite3 "$c" ".dbconfig defensive off" "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; $2" >/dev/null 2>"$folder/sql.err" ||
        fail "the attack itself fails: $2: $(cat "$folder/sql.err")"
    sqlite3 "$c" ".dbconfig defensive off" "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = '$1'
        AND sql NOT LIKE '%WITHOUT ROWID'; UPDATE sqlite_schema SET sql = replace(sql, ') , WITHOUT', ') STRICT, WITHOUT') WHERE name = '$1'" >/dev/null 2>&1
    every_command "$1: $2"
}
loose member "UPDATE member SET start = 'here', end = x'00ff'"
loose member "UPDATE member SET start = 9223372036854775807, end = -9223372036854775807, position = position + 4000000000"
loose quotation "UPDATE quotation SET content = '[[0,18446744073709551615],[5,1]]', cue_start = 'x', confidence = 'sure', speaker = 'nobody'"
loose quotation "UPDATE quotation SET content = '[[[[[[', quoted = printf('%.*c', 100000, '['), via = x'00'"
loose article "UPDATE article SET id = substr(id, 2), text = x'fffe00', links = '{'"
loose article "UPDATE article SET text = '', title = x'00', published = 'yesterday', published_begin_unix_s = 'x'"
loose article_number "UPDATE article_number SET time_rank = time_rank * 1000000000"
loose article_number "UPDATE article_number SET time_rank = 'first' WHERE time_rank > 2"
loose article_number "UPDATE article_number SET time_rank = time_rank - 0.5"
loose trace "UPDATE trace SET full_last_article_key = 3"
loose trace "UPDATE trace SET full_last_article_key = -9223372036854775808"
loose word_index "INSERT INTO word_index VALUES (-5, x'00ff00'), (-6, 'text'); UPDATE trace SET full_last_article_key = 3"
loose article_finding "UPDATE article_finding SET first_quotation = -5, quotation_count = 9223372036854775807, words = 'x'"
loose family "UPDATE family SET base_position = 4000000000, names = '[[[', text = x'c0af'"
loose variant "UPDATE variant SET members = '[0,99999999999,-1]', change = 'nothing known'"
loose word_index "UPDATE word_index SET words = x'0220ffffffff0f20' WHERE bucket = -1"
loose word_index "UPDATE word_index SET words = x'02ff8080808080808080808080' WHERE bucket = -1"
loose word_index "UPDATE word_index SET words = randomblob(5000) WHERE bucket >= 0"
loose word_index "UPDATE word_index SET words = 'text' WHERE bucket >= 0"
loose word_statistics "UPDATE word_statistics SET statistics = 'text'"
expect 0 "$STEMMA" trace -q -c "$c"
loose word_statistics "UPDATE word_statistics SET statistics = cast(x'01' || randomblob(5000) as blob); DELETE FROM trace"
expect 0 "$STEMMA" trace -q -c "$c"
loose signature "INSERT OR REPLACE INTO signature SELECT article_key, 'text' FROM article; INSERT INTO signature VALUES (-1, x'00')"
expect 0 "$STEMMA" trace -q -c "$c"
loose signature "INSERT OR REPLACE INTO signature SELECT article_key, randomblob(2000) FROM article; DELETE FROM trace"
expect 0 "$STEMMA" trace -q -c "$c"
loose derivation "UPDATE derivation SET story = 1, direction = '', confidence = 1e308, lost_ancestor = -1"
loose said "UPDATE said SET quotation = -quotation, family = 'x'"
loose quotation_record "UPDATE quotation_record SET record = 'text', quotations_max = x'00' WHERE article_key % 2; DELETE FROM trace"
expect 0 "$STEMMA" trace -q -c "$c"
loose quotation_record "UPDATE quotation_record SET record = x'ff', reach = 'here', stages = -stages; DELETE FROM trace"
expect 0 "$STEMMA" trace -q -c "$c"
loose trace "UPDATE trace SET stages = 'all', last_article_key = x'00'"

# A value larger than any that Stemma writes.
changed "UPDATE article SET text = CAST(zeroblob(140000000) AS TEXT) WHERE article_key = 1"
every_command "a text of 140 MB" 3

# Pages that were overwritten, and a file cut short.
size=$(stat -c %s "$folder/kept.stemma")
for seed in $(seq 12); do
    rm -f "$folder"/c.stemma*
    perl -e 'srand(shift); my ($from, $to, $size) = @ARGV; local $/; open F, "<", $from; binmode F; $_ = <F>;
        for my $i (1 .. 12) { my $n = 1 + int rand 60; substr($_, 100 + int rand($size - 200), $n) = join "", map { chr int rand 256 } 1 .. $n }
        open T, ">", $to; binmode T; print T $_' "$seed" "$folder/kept.stemma" "$c" "$size"
    every_command "overwritten, seed $seed" 14
done
for part in 0 50 100 512 4096 $((size / 2)) $((size - 4096)); do
    rm -f "$folder"/c.stemma*
    head -c "$part" "$folder/kept.stemma" >"$c"
    every_command "cut at $part" 6
done

# A journal that asks SQLite to delete another file once it is played back.
rm -f "$folder"/c.stemma*
cp "$folder/kept.stemma" "$c"
echo "do not delete me" >"$folder/victim"
perl -e 'my ($journal, $name) = @ARGV; my $sum = 0; $sum += ord for split //, $name; open J, ">", $journal; binmode J;
    print J "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", pack("N5", 0, 1, 1, 512, 4096), "\0" x 484;
    print J pack("N", 1073741824 / 4096 + 1), $name, pack("N2", length $name, $sum), "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"' "$c-journal" "$folder/victim"
every_command "a journal that names another file" 3
[ "$done_count" = 0 ] || fail "a journal that names another file is played back"
expect 2 "$STEMMA" trace -q -c "$c"
[ -e "$folder/victim" ] || fail "another file was deleted"
finish
