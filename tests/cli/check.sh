# check says that all is well where it is, and finds what somebody did to a collection; adding again mends the account.
. tests/cli/common.bash
c=$folder/c.stemma
cp tests/cases/formats/nested.zip tests/cases/formats/commas.csv tests/cases/formats/cut.tar "$folder"
expect 0 "$STEMMA" add -c "$c" samples/articles "$folder/nested.zip" "$folder/commas.csv" "$folder/cut.tar"
expect 0 "$STEMMA" check -c "$c"
holds "$out" "all is well"
expect 0 "$STEMMA" trace -q -c "$c"
expect 0 "$STEMMA" check -c "$c"
holds "$out" "places in their texts"
expect 0 "$STEMMA" check --json -c "$c"
echo "$out" | jq -e 'select(.seen) | .seen == .kept + .duplicate + .skipped + .failed and .problems == 0 and .failed == 3
    and .spans > 100' >/dev/null || fail "the sum of all sources: $out"

account() { sqlite3 "$c" 'select * from sources; select * from records; select * from skips; select * from notes' | sha256sum; }
before=$(account)
expect 0 "$STEMMA" add -q -c "$c" samples/articles "$folder/nested.zip" "$folder/commas.csv" "$folder/cut.tar"
[ "$(account)" = "$before" ] || fail "adding the same again changed the account"

harm() { # statement, what check says
    cp "$c" "$folder/harmed.stemma"
    sqlite3 "$folder/harmed.stemma" "$1"
    expect 2 "$STEMMA" check -c "$folder/harmed.stemma"
    holds "$out" "$2"
}
harm "update article set text = text || ' More.' where article_key = 1" "its content is not what its id was made from"
harm "update source set seen = seen + 1 where path like '%commas.csv'" "records seen, but"
harm "delete from record where outcome = 'failed'" "are listed"
harm "update source set seen = null where source_key = 1" "add it again"
harm "update passage set a_end = 1000000" "the place of a passage lies outside its text"
harm "update quotation set content = '[[5,2]]' where number = 1" "the place of a quotation's content"
harm "pragma foreign_keys = off; delete from story" "refers to one of story"

# What was harmed in the account is mended by adding again.
cp "$c" "$folder/harmed.stemma"
sqlite3 "$folder/harmed.stemma" "update source set seen = null; delete from record"
expect 2 "$STEMMA" check -c "$folder/harmed.stemma"
expect 0 "$STEMMA" add -q -c "$folder/harmed.stemma" samples/articles "$folder/nested.zip" "$folder/commas.csv" "$folder/cut.tar"
expect 0 "$STEMMA" check -c "$folder/harmed.stemma"
finish
