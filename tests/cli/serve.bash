# Sourced by the tests of the server: starts one on a free port, stops it at the end.
serve_start() { # serve_start COLLECTION [OPTION…]: sets address, key, port, cookie
    local collection=$1
    shift
    "$STEMMA" serve -q -c "$collection" "$@" >"$folder/address" 2>"$folder/serve.err" &
    server=$!
    trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$folder"' EXIT
    for _ in $(seq 100); do
        [ -s "$folder/address" ] && break
        sleep 0.1
    done
    address=$(head -1 "$folder/address")
    [ -n "$address" ] || { fail "the server did not start: $(cat "$folder/serve.err")"; finish; }
    key=${address##*key=}
    address=${address%%\?*}
    port=${address##*:}
    port=${port%/}
    cookie="stemma-$port=$key"
}
get() { # get PATH [CURL OPTION…]: sets code and body
    local path=$1
    shift
    code=$(curl -sS --max-time 20 -o "$folder/body" -w '%{http_code}' -H "Cookie: $cookie" "$@" "$address$path" 2>"$folder/curl.err") ||
        code=failed
    body=$(tr -d '\0' <"$folder/body" 2>/dev/null)
}
