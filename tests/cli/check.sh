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
harm "update quotation set content = '[[5,2]]' where number = 1" "1 times the place of a quotation's content"
harm "pragma foreign_keys = off; delete from story" "refers to one of story"

# Lists that are none, and lists of other things than they should hold; nothing else is told of any of them.
harm_list() { # table, column, what stands there, of what
    cp "$c" "$folder/harmed.stemma"
    local key=number
    case $1 in article*) key=article_key ;; variant) key=family ;; esac
    sqlite3 "$folder/harmed.stemma" "update $1 set $2 = $3 where $key = (select min($key) from $1)"
    expect 2 "$STEMMA" check -c "$folder/harmed.stemma"
    holds "$out" "times the list of $4"
    holds "$out" "is broken"
    lacks "$out" "the database says"
    lacks "$out" "outside its text"
}
sqlite3 "$c" "insert into article_fact select article_key, null, null, 'Wire', 0, 4, '[]', '[[0,4,11]]',
    '[\"3\",\"caption\",\"A quay\"]', '[\"title\",\"page\",\"Quay\"]' from article where article_key not in (select article_key from
    article_fact)"
expect 0 "$STEMMA" check -c "$c"
for list in "'['" "'{}'" "'7'" "'[[1,2]'" "'[[1]]'" "'[[1,2,3,4]]'" "'[[2,\"1\"]]'" "'[[-1,2]]'" "'[[1,99999999999999999999]]'" "'[1,2]'" \
    "replace(printf('%.*c', 100000, '['), ' ', '[')" "'[' || replace(printf('%.*c', 50000, '1'), '1', '[1],') || '[1]]'"; do
    for column in content quoted via; do harm_list quotation $column "$list" "a quotation's"; done
    harm_list article links "$list" "an article's links"
    harm_list article_fact link_places "$list" "an article's links"
    harm_list article_fact stated_roles "$list" "an article's stated roles"
    harm_list article_fact asides "$list" "an article's asides"
    harm_list article_fact statements "$list" "an article's statements"
    harm_list speaker spellings "$list" "a speaker's spellings"
    harm_list family names "$list" "a family's names"
    [ "$list" = "'[1,2]'" ] || harm_list variant members "$list" "a variant's members"
done
harm_list article_fact link_places "'[[1000,0,4]]'" "an article's links" # a link that is not there
harm_list article_fact stated_roles "'[[0,4,99]]'" "an article's stated roles"
harm_list article_fact asides "'[\"1\",\"caption\"]'" "an article's asides"
harm_list variant members "'[1000]'" "a variant's members"

harm "update article_fact set agency_end = 1000000" "the place of an agency's credit lies outside its text"
harm "update article_fact set stated_roles = '[[0,1000000,1]]'" "the place of an article's stated roles lies outside its text"
harm "update article_fact set asides = '[\"1000000\",\"caption\",\"A quay\"]'" "the place of an article's asides lies outside its text"
harm "update article set links = '[\"https://a.example/\"]'; update article_fact set link_places = '[[0,3,1000000]]'" \
    "the place of an article's links lies outside its text"

# What was harmed in the account is mended by adding again.
cp "$c" "$folder/harmed.stemma"
sqlite3 "$folder/harmed.stemma" "update source set seen = null; delete from record"
expect 2 "$STEMMA" check -c "$folder/harmed.stemma"
expect 0 "$STEMMA" add -q -c "$folder/harmed.stemma" samples/articles "$folder/nested.zip" "$folder/commas.csv" "$folder/cut.tar"
expect 0 "$STEMMA" check -c "$folder/harmed.stemma"
finish
