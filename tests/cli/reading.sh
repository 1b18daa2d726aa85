# What a reader has to see of an article beside its text: dates it speaks of, captions; and what --quiet says of adding.
. tests/cli/common.bash
c=$folder/c.stemma

# Dates: resolved, with places that cut the words out of the text.
cat >"$folder/tide.jsonl" <<'END'
{"id":"tide","published":"2020-02-25","title":"Tide","text":"Tide\n\nThe café flooded on Monday, as it had on Sept. 20, 2019 and in March 2017. It will open again on Thursday. Last year the tide was lower, the keeper, Ada Brun, told the council on Monday."}
{"id":"undated","title":"Ebb","text":"Ebb\n\nThe pier was empty on Monday and on 3 April 1998, the keeper said."}
END
expect 0 "$STEMMA" add -c "$c" "$folder/tide.jsonl"
expect 0 "$STEMMA" articles --json --text -c "$c"
all=$out
[ "$(jq -c 'select(.path == "tide") | [.dates[] | [.text, .from, .to, .precision, .relative, .ahead]]' <<<"$all")" = \
    '[["Monday","2020-02-24","2020-02-24","day",true,false],["Sept. 20, 2019","2019-09-20","2019-09-20","day",false,false],["March 2017","2017-03-01","2017-03-31","month",false,false],["Thursday","2020-02-27","2020-02-27","day",true,true],["Last year","2019-01-01","2019-12-31","year",true,false],["Monday","2020-02-24","2020-02-24","day",true,false]]' ] ||
    fail "the dates are: $(jq -c 'select(.path == "tide") | .dates' <<<"$all")"
[ "$(jq -c 'select(.path == "undated") | [.dates[].from]' <<<"$all")" = '["1998-04-03"]' ] || fail "dates of an undated article"
jq -es 'all(.[]; .text as $text | all(.dates[]; $text[.start:.end] == .text))' <<<"$all" >/dev/null || fail "places of dates"
expect 0 "$STEMMA" articles --json -c "$c"
lacks "$out" '"dates"'
expect 0 "$STEMMA" show -c "$c" tide
holds "$out" 'speaks of Monday (2020-02-24), Sept. 20, 2019 (2019-09-20), March 2017 (2017-03), Thursday (2020-02-27), Last year (2019)'
expect 0 "$STEMMA" trace -q -c "$c"
expect 0 "$STEMMA" show -c "$c" undated
holds "$out" 'speaks of 3 April 1998 (1998-04-03)'
lacks "$out" 'Monday ('

# Captions: beside the text of a page, in the text of a pasted one; never lost.
cat >"$folder/page.html" <<'END'
<html><head><title>Gulls leave the harbour</title></head><body><article><h1>Gulls leave the harbour</h1>
<p>The gulls that had nested on the cranes of Lunde for forty years left on a calm morning, and nobody saw them go.</p>
<figure><img src="gulls.jpg" alt=""><figcaption>Gulls over the old crane in Lunde, seen from the pilots' house.</figcaption></figure>
<p>A biologist at the college, Per Aasen, said that the noise of the new sorting hall had driven them away at last.</p>
<p>The council wants to hang nets between the cranes, which the dockers call a waste of good rope and of their time.</p>
</article></body></html>
END
caption="Gulls over the old crane in Lunde, seen from the pilots' house."
expect 0 "$STEMMA" add -c "$c" "$folder/page.html"
for traced in no yes; do
    [ $traced = no ] || expect 0 "$STEMMA" trace -q -c "$c"
    expect 0 "$STEMMA" show -c "$c" "$folder/page.html"
    holds "$out" "[caption, beside the text] $caption"
    expect 0 "$STEMMA" articles --json --text -c "$c"
    [ "$(jq -r 'select(.title == "Gulls leave the harbour") | .asides[] | select(.role == "caption").text' <<<"$out")" = "$caption" ] ||
        fail "the caption is not among the asides"
    expect 0 "$STEMMA" text -c "$c" "$folder/page.html"
    lacks "$out" "$caption"
done

# Two pages with one caption: it is copied in neither text, and shown with both.
sed 's/forty years/thirty summers/; s/Per Aasen/Ane Lie/' "$folder/page.html" >"$folder/copy.html"
expect 0 "$STEMMA" add -c "$c" "$folder/copy.html"
expect 0 "$STEMMA" trace -q -c "$c"
for page in page copy; do
    expect 0 "$STEMMA" show -c "$c" "$folder/$page.html"
    holds "$out" "[caption, beside the text] $caption"
done

# Links of Markdown stand where their words stand.
printf '# Ferry\n\nThe *ferry* was late, as [the **port** office](https://port.example/notice) said.\n' >"$folder/ferry.md"
expect 0 "$STEMMA" add -c "$c" "$folder/ferry.md"
expect 0 "$STEMMA" articles --json --text -c "$c"
[ "$(jq -r 'select(.title == "Ferry") | .text as $text | .link_places[] | $text[.start:.end] + " " + .url' <<<"$out")" = \
    "the port office https://port.example/notice" ] || fail "the link of a Markdown file has no place"

# --quiet: errors, and nothing else.
mkdir "$folder/mixed"
printf 'The caf\xef\xbf\xbd was closed, and the keeper had gone fishing, as he did every year in the first week of May.\n' >"$folder/mixed/old.txt"
printf '\x89PNG\r\n\x1a\n' >"$folder/mixed/gull.png"
expect 0 "$STEMMA" add -c "$folder/loud.stemma" "$folder/mixed"
holds "$err" "noted "
holds "$err" "skipped "
expect 0 "$STEMMA" add -q -c "$folder/quiet.stemma" "$folder/mixed"
[ -z "$out$err" ] || fail "add --quiet printed: $out$err"
[ "$(sqlite3 "$folder/quiet.stemma" 'select count(*) from skips')" -gt 0 ] || fail "what --quiet doesn't say is stored none the less"
printf '{"id":"whole","text":"The first record is whole."}\n{"id":"broken","text":"broken\n' >"$folder/lines.jsonl"
expect 0 "$STEMMA" add -q -c "$folder/quiet.stemma" "$folder/lines.jsonl"
one_line "$err"
holds "$err" "failed "
expect 2 "$STEMMA" add -q -c "$folder/quiet.stemma" "$folder/mixed/gull.png"
[ -z "$out" ] || fail "add --quiet printed: $out"
one_line "$err"
expect 0 "$STEMMA" add -q --json -c "$folder/json.stemma" "$folder/mixed"
[ -z "$err" ] || fail "add --quiet --json printed: $err"
holds "$out" '"noted":'

# A guessed encoding is told when it is added, and again by explain.
expect 0 "$STEMMA" add -c "$c" tests/cases/charsets/guessed_koi8_r.txt
holds "$err$out" 'read as KOI8-R, guessed from its letters'
expect 0 "$STEMMA" trace -q -c "$c"
expect 0 "$STEMMA" explain -c "$c" tests/cases/charsets/guessed_koi8_r.txt
holds "$out" 'encoding, by guess: "KOI8-R"'

# More quotations than a trace takes of one article: said, with the option that lifts it.
printf 'Talk\n\n"One is enough for now," said Ada Brun. "Two would be better by far," said Per Aasen. "Three is too many," said Ane Lie.\n' >"$folder/talk.txt"
expect 0 "$STEMMA" trace --limit quotations=2 "$folder/talk.txt"
holds "$err" 'articles with more than 2 quotations: 1 left out; --limit quotations=N lifts it'
expect 0 "$STEMMA" trace "$folder/talk.txt"
lacks "$err" 'left out'
finish
