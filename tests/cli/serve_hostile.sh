# Requests that nobody's browser makes, and browsers sent here by other sites: refused, and the server goes on.
. tests/cli/common.bash
. tests/cli/serve.bash
c=$folder/c.stemma
"$STEMMA" trace -q -c "$c" samples/articles
serve_start "$c"

status_of() { # status_of PATH CURL-OPTION…
    local path=$1
    shift
    get "$path" "$@"
    echo "$code"
}
refused() { # refused WHAT CODES PATH CURL-OPTION…
    local what=$1 wanted=$2 path=$3
    shift 3
    get "$path" "$@"
    case " $wanted " in *" $code "*) ;; *) fail "$what: $code, wanted $wanted" ;; esac
}
raw() { # raw: sends standard input as it stands, prints the first line of the answer
    local line
    exec 7<>"/dev/tcp/127.0.0.1/$port"
    cat >&7 2>/dev/null
    IFS= read -r -t 15 line <&7 || line=closed
    exec 7>&-
    printf '%s\n' "${line%$'\r'}"
}

# Names of other sites that lead to this machine; and no name, two names.
for host in evil.example "evil.example:$port" 127.0.0.1 localhost "localhost:1" "127.0.0.1.evil.example:$port" \
    "localhost.:$port" "0.0.0.0:$port" "[::1]:$port" "2130706433:$port" "127.0.0.1:$port@evil.example"; do
    refused "Host $host" 421 start.json -H "Host: $host"
done
refused "no Host" 400 start.json -H "Host:"
got=$(printf 'GET /start.json HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nHost: evil.example\r\nCookie: %s\r\n\r\n' "$port" "$cookie" | raw)
lacks "$got" " 200 "
[ "$(status_of start.json -H "Host: localhost:$port")" = 200 ] || fail "localhost is not served"

# Pages of other sites.
refused "another Origin" 403 start.json -H "Origin: https://evil.example"
refused "Origin null" 403 start.json -H "Origin: null"
refused "Origin of another port" 403 start.json -H "Origin: http://127.0.0.1:1"
refused "a fetch across sites" 403 start.json -H "Sec-Fetch-Site: cross-site" -H "Sec-Fetch-Mode: cors"
refused "a fetch from another port" 403 start.json -H "Sec-Fetch-Site: same-site" -H "Sec-Fetch-Mode: no-cors"
refused "a frame" 403 stories -H "Sec-Fetch-Site: cross-site" -H "Sec-Fetch-Mode: navigate" -H "Sec-Fetch-Dest: iframe"
[ "$(status_of stories -H "Sec-Fetch-Site: cross-site" -H "Sec-Fetch-Mode: navigate" -H "Sec-Fetch-Dest: document")" = 200 ] ||
    fail "a link from elsewhere is not followed"

# Nobody without the key.
for path in "" start.json app.js story/s1 nonsense; do
    [ "$(curl -sS -o /dev/null -w '%{http_code}' "$address$path")" = 403 ] || fail "/$path without the key"
done
[ "$(curl -sS -o /dev/null -w '%{http_code}' -b "stemma-$port=00000000000000000000000000000000" "${address}start.json")" = 403 ] ||
    fail "a wrong cookie is let in"

# Methods, bodies, sizes.
for method in POST PUT DELETE PATCH OPTIONS TRACE CONNECT PROPFIND BREW; do
    refused "$method" "405 400 501" start.json -X "$method"
done
refused "a body" 400 start.json -X GET -d x=1
[ "$(status_of start.json --head)" = 200 ] || fail "HEAD is not answered"
long=$(head -c 20000 /dev/zero | tr '\0' a)
refused "a long query" "413 414 431 400" "find.json?q=$long"
refused "a long path" "413 414 431 400" "article/$long.json"
refused "a long header" "413 431 400" start.json -H "X-Long: $long"
many=()
for i in $(seq 100); do many+=(-H "X-$i: $i"); done
refused "a hundred headers" "413 431 400" start.json "${many[@]}"
refused "a thousand parameters" "413 400 414 failed" "stories.json?$(seq -f 'p%g=1' -s '&' 1000)"
refused "a quotation too long" 413 "find.json?q=$(head -c 4001 /dev/zero | tr '\0' a)"

# Paths that are no paths, text that is no text, numbers that are no numbers.
for path in ../../etc/passwd ..%2f..%2fetc%2fpasswd %2e%2e/etc/passwd article/..%2f..%2fetc%2fpasswd.json \
    app.js/../../CMakeLists.txt //etc/passwd app.css%00.json "story/%2e%2e.json" .git/config story/s1%0d%0aX-Evil:1.json \
    article/%ff%fe.json article/%c0%af.json article/%ed%a0%80.json "find.json?q=%ff" "find.json?q=%00" "find.json?q=a%07b" \
    "find.json?q=" "find.json?q=%20" "stories.json?limit=-1" "stories.json?limit=9999999999999999" "stories.json?offset=x" \
    "story/s0.json" "story/s01.json" "story/s99999999999999999999.json" "family/f-1.json" "person/%27%20OR%201=1.json" \
    "article/%27%3B%20DROP%20TABLE%20article.json" "compare.json?a=%27&b=%22"; do
    refused "$path" "400 404" "$path" --path-as-is
    lacks "$body" "root:"
    lacks "$body" "cmake_minimum"
done
for word in "%25" "_" "%27%20OR%201=1" "%5C" "%25%27"; do
    [ "$(status_of "stories.json?q=$word")" = 200 ] || fail "searching for $word: $code $body"
    jq -e '.total < 3' <<<"$body" >/dev/null || fail "$word is taken for a pattern: $body"
done
for id in $(seq 300); do echo "url=${address}story/s$((id * 37)).json"; echo "output=/dev/null"; done >"$folder/urls"
curl -sS -H "Cookie: $cookie" -K "$folder/urls" || fail "hundreds of ids"

# No request line, nonsense, a request that trickles: cut off while others are answered.
lacks "$(printf 'nonsense\r\n\r\n' | raw)" " 200 "
lacks "$(head -c 3000 /dev/urandom | raw)" " 200 "
lacks "$(printf 'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nCookie: %s\r\n\r\n' "$cookie" | raw)" " 200 "
lacks "$(printf 'GET /start.json HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nTransfer-Encoding: chunked\r\nCookie: %s\r\n\r\n0\r\n\r\n' "$port" "$cookie" | raw)" " 200 "
slow() {
    exec 8<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /start.json HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n' "$port" >&8
    local begun=$SECONDS
    while [ $((SECONDS - begun)) -lt 40 ]; do
        printf 'X-Slow: 1\r\n' >&8 2>/dev/null || break
        if IFS= read -r -t 1 -u 8 _; then break; elif [ $? -le 128 ]; then break; fi
    done
    echo $((SECONDS - begun))
}
slow >"$folder/slow" 2>/dev/null &
slow_job=$!
[ "$(status_of start.json)" = 200 ] || fail "no answer while another request trickles"
wait $slow_job
[ "$(cat "$folder/slow")" -le 25 ] || fail "a request may trickle for $(cat "$folder/slow") seconds"

# Every answer carries the headers, errors as well.
for path in start.json story/s1 app.js nonsense "find.json?q=" start.csv; do
    head=$(curl -sS -D - -o /dev/null -H "Cookie: $cookie" "$address$path")
    for header in "Content-Security-Policy: default-src 'none'; script-src 'self'" "X-Content-Type-Options: nosniff" \
        "Referrer-Policy: no-referrer" "Cross-Origin-Resource-Policy: same-origin" "Cross-Origin-Opener-Policy: same-origin"; do
        holds "$head" "$header"
    done
done
head=$(curl -sS -D - -o /dev/null "$address")
holds "$head" "Content-Security-Policy: default-src 'none'"
lacks "$head" "Set-Cookie"

# So does what is refused before it is understood: requests that are none, too long, of another version, with half a line.
everything() { # sends standard input, prints all that comes back
    exec 7<>"/dev/tcp/127.0.0.1/$port"
    cat >&7 2>/dev/null
    timeout 15 cat <&7
    exec 7>&-
}
good=$(printf 'Host: 127.0.0.1:%s\r\nCookie: %s' "$port" "$cookie")
malformed() { # malformed WHAT STATUSES REQUEST, with \r and \n as printf knows them
    local got status
    got=$(printf "${3//GOOD/$good}" | everything | tr -d '\0')
    status=$(head -1 <<<"$got" | cut -d' ' -f2)
    case " $2 " in *" $status "*) ;; *) fail "$1: ${got:0:80}, wanted $2" ;; esac
    holds "$got" "Content-Security-Policy: default-src 'none'"
    holds "$got" "X-Content-Type-Options: nosniff"
    holds "$got" "Connection: close"
    lacks "$got" '"v":1'
}
malformed "no request line" 400 'nonsense\r\n\r\n'
malformed "no version" 400 'GET /start.json\r\nGOOD\r\n\r\n'
malformed "two spaces" 400 'GET  /start.json HTTP/1.1\r\nGOOD\r\n\r\n'
malformed "another version" 505 'GET /start.json HTTP/1.0\r\nGOOD\r\n\r\n'
malformed "HTTP/2" "400 505" 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
malformed "another host's address" 400 'GET http://evil.example/ HTTP/1.1\r\nGOOD\r\n\r\n'
malformed "a star" "400 405" 'OPTIONS * HTTP/1.1\r\nGOOD\r\n\r\n'
malformed "no host" 400 'GET /start.json HTTP/1.1\r\n\r\n'
malformed "two hosts" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nHost: evil.example\r\n\r\n'
malformed "space before a colon" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nX : 1\r\n\r\n'
malformed "a folded line" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nX: 1\r\n 2\r\n\r\n'
malformed "a line without a colon" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nX\r\n\r\n'
malformed "a bare line feed" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nX: 1\nY: 2\r\n\r\n'
malformed "a bare carriage return" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nX: 1\rY: 2\r\n\r\n'
malformed "a NUL" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nX: 1\0Y\r\n\r\n'
malformed "a byte above ASCII in the address" 400 'GET /start\377.json HTTP/1.1\r\nGOOD\r\n\r\n'
malformed "half an escape" 400 'GET /start.json?q=%%4 HTTP/1.1\r\nGOOD\r\n\r\n'
malformed "a body in pieces" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nGOOD\r\n\r\n'
malformed "a body with a request in it" 400 'GET /start.json HTTP/1.1\r\nGOOD\r\nContent-Length: 40\r\n\r\nGET / HTTP/1.1\r\nGOOD\r\n\r\n'
malformed "an address too long" 414 "GET /$long HTTP/1.1\r\nGOOD\r\n\r\n"
malformed "headers without an end" 431 "GET / HTTP/1.1\r\nX: $long$long\r\n"
malformed "a thousand parameters" 414 "GET /start.json?$(seq -f p%g -s '&' 1000) HTTP/1.1\r\nGOOD\r\n\r\n"
# Two requests at once get two answers, in their order; the second one refused is the last.
got=$(printf 'GET /story/s1.json HTTP/1.1\r\n%s\r\n\r\nGET /nonsense.json HTTP/1.1\r\n%s\r\n\r\nGET /story/s1.json HTTP/1.1\r\n%s\r\n\r\n' "$good" "$good" "$good" |
    everything | grep -a '^HTTP' | cut -d' ' -f2 | tr '\n' ' ')
[ "$got" = "200 404 " ] || fail "three requests at once: $got"
# A table that its reader leaves, and more readers than there are places: others are answered.
for i in $(seq 12); do
    exec {leave}<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /article/northern-wire-1.csv HTTP/1.1\r\n%s\r\n\r\n' "$good" >&$leave
    exec {leave}>&-
done
get start.csv
[ "$code" = 200 ] || [ "$code" = 503 ] || fail "a table after tables that were left: $code"

# Only this machine's own address listens; no file changes.
if command -v ss >/dev/null; then
    listens=$(ss -Hltn "sport = :$port" | awk '{print $4}')
    [ "$listens" = "127.0.0.1:$port" ] || fail "listens on $listens"
fi
kill -0 "$server" || fail "the server is gone"
[ "$(status_of start.json)" = 200 ] || fail "the server does not answer any more"
before=$(sha256sum <"$c")
kill -INT "$server"
wait "$server" || fail "interrupted, the server ended with $?"
[ "$(sha256sum <"$c")" = "$before" ] || fail "the collection has changed"
finish
