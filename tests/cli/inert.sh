# What articles hold never reaches a terminal or a page as anything but text.
. tests/cli/common.bash
printf '{"id":"evil\\u001b[31m","outlet":"<script>alert(1)</script>","title":"\\u202eevil\\"><img src=x onerror=alert(2)>","text":"\\u001b]0;owned\\u0007 He said \\"<b onclick=alert(3)>yes\\u202e\\", said Ada </p><script>alert(4)</script> Brun. \\u009b31m"}\n' \
    >"$folder/evil.jsonl"
cp "$folder/evil.jsonl" "$folder/evil2.jsonl"
sed -i 's/"id":"evil/"id":"other/' "$folder/evil2.jsonl"
expect 0 "$STEMMA" trace -c "$folder/c.stemma" "$folder/evil.jsonl" "$folder/evil2.jsonl" -o "$folder/page.html"
for command in articles stories quotes passages families lineage tree; do
    expect_any=0
    "$STEMMA" $command -c "$folder/c.stemma" >>"$folder/all" 2>&1 || expect_any=$?
    "$STEMMA" $command --json -c "$folder/c.stemma" >>"$folder/all" 2>/dev/null || true
done
"$STEMMA" show -c "$folder/c.stemma" "$("$STEMMA" articles --json -c "$folder/c.stemma" | jq -r .article | head -1)" >>"$folder/all"
if LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' "$folder/all"; then
    fail "a control or bidirectional character reached the output"
fi
page=$(cat "$folder/page.html")
lacks "$page" '<script'
lacks "$page" '<img'
lacks "$page" '<b onclick'
holds "$page" "default-src 'none'"
holds "$page" '&lt;script&gt;'
finish
