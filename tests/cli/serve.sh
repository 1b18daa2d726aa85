# stemma serve: every view as JSON and CSV; who is refused.
. tests/cli/common.bash
. tests/cli/serve.bash
c=$folder/c.stemma
"$STEMMA" trace -q -c "$c" samples/articles
serve_start "$c"

# The key makes a cookie and goes from the address.
got=$(curl -sS -o /dev/null -w '%{http_code} %{redirect_url}' "${address}story/s1?key=$key")
[ "$got" = "303 ${address}story/s1" ] || fail "the key's redirect: $got"
[ "$(curl -sS -o /dev/null -w '%{http_code}' "$address")" = 403 ] || fail "an answer without a key"
[ "$(curl -sS -o /dev/null -w '%{http_code}' "$address?key=${key%?}x")" = 403 ] || fail "an answer for a wrong key"

article=$("$STEMMA" articles --json -c "$c" | jq -r 'select(.path == "northern-wire-1").article')
other=$("$STEMMA" articles --json -c "$c" | jq -r 'select(.path == "coast-daily-1").article')
for view in start stories story/s1 duplicates sources notes articles "article/$article" article/northern-wire-1 families family/f3 people person/n1 \
    outlets versions reading "stories.X?q=bridge" "people.X?q=ilse" "compare.X?a=$article&b=$other" "find.X?q=not+gamble+with+a+single+life"; do
    case $view in *.X*) ;; *) view=$view.X ;; esac
    get "${view/.X/.json}"
    [ "$code" = 200 ] || fail "$view as JSON: $code $body"
    jq -e '.v == 1' <<<"$body" >/dev/null || fail "$view is no JSON object with v:1"
    get "${view/.X/.csv}"
    [ "$code" = 200 ] || fail "$view as CSV: $code $body"
    holds "$body" ","
done

get "article/$article.json"
jq -e '.parts[0].start == 0 and .parts[-1].end == (.article.text | length)
       and ([.parts[] | .end - .start] | add) == (.article.text | length)' <<<"$body" >/dev/null || fail "parts leave gaps"
jq -e '.article.dates | type == "array"' <<<"$body" >/dev/null || fail "an article without the dates it speaks of"
jq -e '[.shares[]] | add | . > 0.999 and . < 1.001' <<<"$body" >/dev/null || fail "shares do not add up"
get "article/$other.json"
jq -e '.shares.own < 0.1 and (.parts | any(.what == "copied" and .from == "'"$article"'"))' <<<"$body" >/dev/null ||
    fail "the reprint's parts do not come from the wire: ${body:0:300}"
get "stories.json?limit=2&offset=1"
jq -e '.total > 3 and (.items | length) == 2 and .items[0].id != "s1"' <<<"$body" >/dev/null || fail "pages: $body"
get "find.json?q=we+will+not+gamble+with+one+single+life"
jq -e '.items | any(.blocks | any(.kind == "changed"))' <<<"$body" >/dev/null || fail "find marks no difference: $body"

for missing in story/s999 article/0000 family/f999 person/nobody nonsense.json story.json stories/s1.json \
    "compare.json?a=$article" find.json; do
    case $missing in *.json*) get "$missing" ;; *) get "$missing.json" ;; esac
    [[ $code = 404 || $code = 400 ]] || fail "$missing: $code"
done

# The report: one file, with hashes that fit, and no text that could end its data.
cat >"$folder/bad.jsonl" <<'END'
{"id":"bad","title":"</script><script>alert(1)</script>","outlet":"<!--","text":"The roof of the old mill fell in on Monday. <!--<script>“Nobody was hurt,” said Ann Roe.</script>"}
END
"$STEMMA" trace -q -c "$c" "$folder/bad.jsonl" >/dev/null || true
if get app.js && [ "$(wc -c <"$folder/body")" -gt 1000 ] && [ "$code" = 200 ]; then
    expect 0 "$STEMMA" report -c "$c" -o "$folder/report.html"
    for element in style 'script type="module"'; do
        hash=$(perl -0777 -ne 'print $1 if /<'"$element"'>(.*?)<\/'"${element%% *}"'>/s' "$folder/report.html" | sha256sum |
            cut -c1-64 | sed 's/../\\x&/g')
        hash=$(printf "$hash" | base64)
        grep -q "sha256-$hash'" "$folder/report.html" || fail "the policy does not name the $element: $hash"
    done
    [ "$(grep -o '</script' "$folder/report.html" | wc -l)" = 2 ] || fail "something ends a script"
    perl -0777 -ne 'print $1 if /id="stemma-data">(.*?)<\/script>/s' "$folder/report.html" |
        jq -e '."/start.json".totals.articles == 15 and (."/articles.json".items | any(.title == "</script><script>alert(1)</script>"))' \
            >/dev/null || fail "the report's data are not those of the collection"
else
    expect 2 "$STEMMA" report -c "$c" -o "$folder/report.html"
    holds "$err" "without its page"
fi
expect 2 "$STEMMA" report -c "$c"
finish
