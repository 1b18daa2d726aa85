# A few articles are traced into what is known of thousands: what concerns them is found, what was found before stays as
# it is, and a trace of all together finds what it would have found at once.
. tests/cli/common.bash
lists="articles stories quotes passages families lineage"
findings() { for list in $lists; do "$STEMMA" $list --json -c "$1"; done | sha256sum; }
rows() { sqlite3 "$1" "$2"; }
c=$folder/c.stemma

# 4,200 short articles of invented words: enough for additions. Some tell a statement that others tell as well.
make_articles() { # first number, last number, seed
    awk -v first="$1" -v last="$2" -v seed="$3" '
        function random(below) { state = (state * 1103515245 + 12345) % 2147483648; return int(state / 65536) % below }
        function word(i, at, made) {
            for (made = ""; i > 0 || made == ""; i = int(i / 40)) made = made syllables[i % 40 + 1]
            return made
        }
        function sentence(words, i, made) {
            made = "The"
            for (i = 0; i < words; i++) made = made " " (random(3) ? plain[random(30) + 1] : word(random(60000) + 1600))
            return made "."
        }
        BEGIN {
            split("ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu", syllables, " ")
            split("and the of in for a with on town council road bridge water school year people plan money said new old first work day house north south river market", plain, " ")
            for (n = first; n <= last; n++) {
                state = seed + n * 7919
                for (i = 0; i < 5; i++) random(2)
                text = sentence(14) " " sentence(18) "\\n\\n\\u201c" substr(sentence(12), 5) "\\u201d said Ada Brun" (n % 7) ".\\n\\n" sentence(16)
                printf "{\"outlet\": \"Paper %d\", \"published\": \"2021-%02d-%02d\", \"title\": \"Item %d\", \"text\": \"%s\"}\n", n % 23, n % 12 + 1, n % 28 + 1, n, text
            }
        }'
}
quoted='the Gorvel sluice was opened at midnight because nobody in Tannerby had the key to the second gate'
{
    make_articles 1 4200 1
    printf '{"outlet": "Tannerby Courier", "published": "2021-03-01", "title": "Sluice", "text": "\\u201cMr Chair, %s,\\u201d said Lene Dahlmark, the harbour master of Tannerby. Fishermen lost ninety crates of smelt and blamed the harbour office for the flood that followed along the quay."}\n' "$quoted"
    printf '{"outlet": "Coast Post", "published": "2021-03-02", "title": "Flood", "text": "\\u201c%s,\\u201d Lene Dahlmark said on Tuesday. Insurers had sent nobody to look at the damage."}\n' "$quoted"
} >"$folder/old.jsonl"
{
    make_articles 4201 4220 1
    printf '{"outlet": "Island Mail", "published": "2021-03-05", "title": "Again", "text": "Island Mail has learned more. Fishermen lost ninety crates of smelt and blamed the harbour office for the flood that followed along the quay."}\n'
    printf '{"outlet": "Valley Echo", "published": "2021-03-04", "title": "Key", "text": "Lene Dahlmark told the inquiry: \\u201c%s.\\u201d The inquiry goes on."}\n' "${quoted/midnight/noon}"
    printf '{"outlet": "Valley Echo", "published": "2021-04-04", "title": "Mill", "text": "The weavers of Ostrup walked out before dawn and left eleven looms running without a single hand to mind them."}\n'
    printf '{"outlet": "Hill Herald", "published": "2021-04-05", "title": "Looms", "text": "Hill Herald reports. The weavers of Ostrup walked out before dawn and left eleven looms running without a single hand to mind them."}\n'
    printf '{"outlet": "Hill Herald", "title": "Nothing", "text": "Nothing."}\n'
} >"$folder/new.jsonl"

"$STEMMA" trace -q -c "$folder/known.stemma" "$folder/old.jsonl"
cp "$folder/known.stemma" "$c"
"$STEMMA" add -q -c "$c" "$folder/new.jsonl"
cp "$c" "$folder/added.stemma"
"$STEMMA" trace -c "$c" >"$folder/said"
holds "$(head -2 "$folder/said")" "25 of them were traced into what was known of the others; --anew traces all together"
"$STEMMA" check -c "$c" >"$folder/checked" || fail "check after an addition: $(cat "$folder/checked")"

# What concerns the new articles is there.
path() { rows "$c" "select path from articles where title = '$1'"; }
[ "$(rows "$c" "select count(*) from passages where a_article = '$(path Sluice)' and b_article = '$(path Again)'
    or a_article = '$(path Mill)' and b_article = '$(path Looms)'")" = 2 ] || fail "passages of new articles are missing"
[ "$(rows "$c" "select group_concat(title, ' ') from (select title from members join articles on path = article where family =
    (select family from members where article = '$(path Key)') order by title)")" = "Flood Key Sluice" ] || fail "the new article is no witness"
[ "$(rows "$c" "select count(*) from variants where member_words like '%noon%'")" -ge 1 ] || fail "no variant for the new reading"
[ "$(rows "$c" "select count(distinct story) from articles where title in ('Sluice', 'Again')")" = 1 ] ||
    fail "the copy is not in the story of the original"
[ "$(rows "$c" "select count(*) from quotations where article = '$(path Key)' and name = 'Lene Dahlmark'")" -ge 1 ] ||
    fail "the new article's source has another name"
[ "$(rows "$c" "select count(*) from speakers where name = 'Lene Dahlmark'")" = 1 ] || fail "one speaker stands there twice"
[ "$(rows "$c" "select quotation_count from speakers where name = 'Lene Dahlmark'")" = 3 ] || fail "a speaker's quotations are not counted"
[ "$(rows "$c" "select sum(article_count) from outlet_number")" = 4227 ] || fail "the articles of outlets are not counted"
holds "$("$STEMMA" find -c "$c" "eleven looms running without a single hand")" "$(path Looms)"
"$STEMMA" explain "$(path Again)" -c "$c" >"$folder/explained"
holds "$(cat "$folder/explained")" "$(path Sluice)"
"$STEMMA" report -q -o "$folder/page.html" -c "$c"

# What was found before stands as it was, under its number.
known_rows() { rows "$1" "select * from passage where number <= $2 order by number;
    select number, article_key, kind, content, speaker, reason, confidence from quotation where number <= $3 and article_key <= 4200 order by number;
    select * from speaker where number <= $4 and name <> 'Lene Dahlmark' and name not like 'Ada %' order by number"; }
last=$(rows "$folder/known.stemma" "select (select count(*) from passage) || ' ' || (select count(*) from quotation) || ' ' || (select count(*) from speaker)")
[ "$(known_rows "$c" $last)" = "$(known_rows "$folder/known.stemma" $last)" ] ||
    fail "what was known is another one after an addition: $(diff <(known_rows "$folder/known.stemma" $last) <(known_rows "$c" $last) | head -5)"

# The same for any number of threads; a second trace has nothing to do; a second addition follows.
sum=$(findings "$c")
for threads in 1 8; do
    cp "$folder/added.stemma" "$folder/other.stemma"
    "$STEMMA" trace -q -j $threads -c "$folder/other.stemma"
    [ "$(findings "$folder/other.stemma")" = "$sum" ] || fail "an addition with $threads threads finds something else"
    rm "$folder/other.stemma"
done
"$STEMMA" trace -q -c "$c"
[ "$(findings "$c")" = "$sum" ] || fail "a trace with nothing new changes something"
make_articles 4300 4310 1 >"$folder/later.jsonl"
"$STEMMA" add -q -c "$c" "$folder/later.jsonl"
"$STEMMA" trace -q -c "$c"
[ "$(rows "$c" "select full_articles from trace")" = 4202 ] || fail "the second addition was no addition"
"$STEMMA" check -c "$c" >/dev/null || fail "check after a second addition"

# All together: what is found at once.
"$STEMMA" trace -q --anew -c "$c"
"$STEMMA" trace -q -c "$folder/whole.stemma" "$folder/old.jsonl" "$folder/new.jsonl" "$folder/later.jsonl"
[ "$(findings "$c")" = "$(findings "$folder/whole.stemma")" ] || fail "--anew finds something else than a trace of all at once"
[ "$(rows "$c" "select full_articles from trace")" = 4238 ] || fail "--anew traced only what was new"

# Where what an addition needs is missing or broken, or more was added, all are traced.
rm -f "$folder"/whole.stemma*
"$STEMMA" trace -q -c "$folder/whole.stemma" "$folder/old.jsonl" "$folder/new.jsonl"
at_once=$(findings "$folder/whole.stemma")
for harm in "delete from word_statistics" "update word_statistics set statistics = x'00'" "delete from signature where article_key = 7" \
    "update article_finding set quotation_count = 0 where article_key in (select article_key from article where title = 'Sluice')"; do
    cp "$folder/added.stemma" "$c"
    rows "$c" "$harm"
    "$STEMMA" trace -q -c "$c"
    [ "$(findings "$c")" = "$at_once" ] || fail "after '$harm' not all articles were traced"
done
# Cut short, by a kill or a full disk, it leaves what was there, and the next trace does it.
size=$(stat -c %s "$folder/added.stemma")
for moment in 0.02 0.05 0.08 0.11 0.14 0.17; do
    cp "$folder/added.stemma" "$c"
    "$STEMMA" trace -q -c "$c" &
    sleep $moment
    kill -9 $! 2>/dev/null || true
    wait $! 2>/dev/null || true
    "$STEMMA" trace -q -c "$c"
    [ "$(findings "$c")" = "$sum" ] || fail "after a kill at $moment s an addition finds something else"
    rm -f "$c"*
done
cp "$folder/added.stemma" "$c"
(trap '' XFSZ; ulimit -f $((size / 1024 / 100)); "$STEMMA" trace -q -c "$c" 2>"$folder/err") && fail "there was room for an addition"
one_line "$(cat "$folder/err")"
"$STEMMA" trace -q -c "$c"
[ "$(findings "$c")" = "$sum" ] || fail "after a full disk an addition finds something else"

# Whatever stands in the tables, a trace ends by itself, with what a trace of all finds or with one line.
largest=9223372036854775807
for harm in "update article_finding set story = -5, first_quotation = $largest, quotation_count = $largest" \
    "update article_finding set first_quotation = 1, quotation_count = 4000000000" \
    "update member set family = $largest - family, start = 100000 - start, end = -end" \
    "update member set article_key = (article_key + 7) % 4200 + 1" \
    "update quotation set number = $largest where number = (select max(number) from quotation)" \
    "update quotation set speaker = $largest - speaker, reason = 77" \
    "update passage set number = -number, boilerplate = 1, a_start = 0, a_end = $largest" \
    "update speaker set spellings = 'x', kind = 'y'" \
    "update article_number set time_rank = 1e308" "update article_number set time_rank = 0" \
    "update signature set runs = randomblob(3001)" "update signature set runs = x''" \
    "update quotation_record set record = randomblob(50)" \
    "update trace set words = -1, full_last_article_key = $largest, full_articles = 5000" \
    "update trace set last_article_key = 5, full_last_article_key = -1" "delete from member; delete from passage; delete from story"; do
    cp "$folder/added.stemma" "$c"
    rows "$c" "pragma foreign_keys = off; $harm"
    got=0
    "$STEMMA" trace -q -c "$c" 2>"$folder/err" || got=$?
    [ "$got" = 0 ] || { [ "$got" = 2 ] && one_line "$(cat "$folder/err")"; } || fail "after '$harm' trace ended with $got: $(cat "$folder/err")"
done
cp "$folder/known.stemma" "$c"
make_articles 5000 5200 1 >"$folder/many.jsonl"
"$STEMMA" add -q -c "$c" "$folder/many.jsonl"
"$STEMMA" trace -q -c "$c"
[ "$(rows "$c" "select full_articles from trace")" = 4403 ] || fail "200 articles were no small addition to 4,202"
finish
