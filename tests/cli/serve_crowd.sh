# Crowds: two thousand connections that ask nothing, hundreds that ask a byte at a time, many requests at once on one. Who
# comes next is answered all the same, in a moment.
. tests/cli/common.bash
. tests/cli/serve.bash
trap '' PIPE # a connection that was cut off is no trouble here
ulimit -n 4096 2>/dev/null || { echo "SKIPPED: no 4,096 descriptors to be had"; exit 0; }
c=$folder/c.stemma
"$STEMMA" trace -q -c "$c" samples/articles
serve_start "$c"
good=$(printf 'Host: 127.0.0.1:%s\r\nCookie: %s' "$port" "$cookie")

answered() { # answered WHEN
    local begun=$EPOCHREALTIME
    get start.json
    local took_ms=$(((${EPOCHREALTIME/./} - ${begun/./}) / 1000))
    [ "$code" = 200 ] || fail "$1: $code"
    [ "$took_ms" -lt 5000 ] || fail "$1: answered after $took_ms ms"
}

idle=()
for i in $(seq 2000); do
    exec {one}<>"/dev/tcp/127.0.0.1/$port" && idle+=("$one")
    [ $((i % 400)) = 0 ] && answered "beside $i idle connections"
done
[ "${#idle[@]}" = 2000 ] || fail "only ${#idle[@]} idle connections"

# Each of the last hundreds begins a request and never ends it.
for one in "${idle[@]:1700}"; do printf 'GET /start.json HTTP/1.1\r\nX: ' >&"$one" 2>/dev/null || true; done
answered "beside requests that never end"
for _ in 1 2 3; do
    for one in "${idle[@]:1850}"; do printf 'y' >&"$one" 2>/dev/null || true; done
    answered "beside requests that trickle"
done
for one in "${idle[@]}"; do exec {one}>&-; done
answered "after all of them left"

# Fifty requests at once on one connection: as many answers, in their order.
exec {many}<>"/dev/tcp/127.0.0.1/$port"
for i in $(seq 49); do printf 'GET /story/s%s.json HTTP/1.1\r\n%s\r\n\r\n' $((i % 3 + 1)) "$good"; done >"$folder/requests"
printf 'GET /start.json HTTP/1.1\r\nConnection: close\r\n%s\r\n\r\n' "$good" >>"$folder/requests"
cat "$folder/requests" >&"$many"
timeout 20 cat <&"$many" >"$folder/answers"
exec {many}>&-
[ "$(grep -ac '^HTTP/1.1 200' "$folder/answers")" = 50 ] || fail "fifty at once: $(grep -ac '^HTTP/1.1 200' "$folder/answers") answers"
order=$(grep -ao '"story":{"id":"s[0-9]*"' "$folder/answers" | grep -o '[0-9]*' | head -6 | tr '\n' ' ')
[ "$order" = "2 3 1 2 3 1 " ] || fail "answers in another order: $order"
kill -0 "$server" || fail "the server is gone"
finish
