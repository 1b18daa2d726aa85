# Sourced by every test: a folder of its own, and small words for what is expected.
set -euo pipefail
: "${STEMMA:?the program to test}"
unset STEMMA_COLLECTION
export NO_COLOR=1
folder=$(mktemp -d)
trap 'chmod -R u+rwx "$folder" 2>/dev/null; rm -rf "$folder"' EXIT
failed=0

fail() {
    echo "FAILED: $*" >&2
    failed=1
}
# expect CODE COMMAND…: runs it; out and err hold what it printed
expect() {
    local wanted=$1 got=0
    shift
    "$@" >"$folder/.out" 2>"$folder/.err" || got=$?
    out=$(tr -d '\0' <"$folder/.out")
    err=$(tr -d '\0' <"$folder/.err")
    [ "$got" = "$wanted" ] || fail "$* ended with $got, $wanted was expected: $err"
}
holds() { # holds TEXT PART
    case "$1" in *"$2"*) ;; *) fail "'$2' is not in: ${1:0:600}" ;; esac
}
lacks() {
    case "$1" in *"$2"*) fail "'$2' is in: ${1:0:600}" ;; esac
}
one_line() { [ -n "$1" ] && [ "$(printf '%s\n' "$1" | wc -l)" = 1 ] || fail "one line was expected: $1"; }
finish() { exit "$failed"; }
