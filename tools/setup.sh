#!/usr/bin/env bash
# Installs the Debian packages that building and testing need, those that are missing only.
#
# usage: tools/setup.sh [browser]      with `browser` also one for the tests of the page; they are skipped without it
set -euo pipefail

packages=(cmake ninja-build gcc libc6-dev pkg-config libsqlite3-dev libutf8proc-dev libxxhash-dev libzstd-dev
          zlib1g-dev libexpat1-dev libarchive-dev libbrotli-dev libmd4c-dev libuchardet-dev libstemmer-dev libcjson-dev libcmocka-dev
          sqlite3 zstd jq curl)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
# The page is built by Node; any Node will do, wherever it comes from.
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ "${1:-}" = browser ] && [ ! -e "${CHROMIUM:-/usr/bin/chromium}" ] && ! command -v google-chrome >/dev/null; then
    missing+=(chromium)
fi
((${#missing[@]} == 0)) && exit 0

echo "installing: ${missing[*]}" >&2
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "needs root to install: ${missing[*]}" >&2; exit 2; }
    as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
if [ "${missing[*]}" = chromium ]; then # the tests can do without
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium >/dev/null ||
        echo "no browser could be installed: the page's tests will be skipped" >&2
    exit 0
fi
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
