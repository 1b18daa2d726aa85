#!/usr/bin/env bash
# Builds the page: web/ -> FOLDER/index.html, app.js, app.css, and the hashes of the two. Where Node or npm is missing, or their packages can't be
# had, the files are left empty and the program is built without the page.
#
# usage: tools/page.sh FOLDER
set -euo pipefail
folder=$1
cd "$(dirname "$0")/../web"
mkdir -p "$folder"

without_page() {
    echo "page: $1: the program is built without its page" >&2
    for file in index.html app.js app.css app.js.hash app.css.hash; do : >"$folder/$file"; done
    exit 0
}
command -v node >/dev/null && command -v npm >/dev/null || without_page "Node.js and npm are missing (apt install nodejs npm)"
[ "$(node -p 'process.versions.node.split(".")[0] >= 18')" = true ] || without_page "Node.js $(node -v) is older than 18"

# Two builds of one tree (plain and with sanitizers) share web/node_modules.
exec 9>.lock
flock 9
if ! cmp -s package-lock.json node_modules/.installed; then
    if ! npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >npm.log 2>&1; then
        cat npm.log >&2
        grep -q EUSAGE npm.log && exit 1 # a lock that does not fit package.json is our fault, not the network's
        without_page "npm ci could not get the page's build tools"
    fi
    cp package-lock.json node_modules/.installed
fi
NO_COLOR=1 npx --no-install vite build --logLevel warn --emptyOutDir --outDir "$folder" >&2

# `stemma report` puts the script inside an element, so what HTML would take for markup there becomes an escape of the
# script's own; and its policy names script and style by their hashes.
node - "$folder" <<'END'
const { createHash } = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');
const folder = process.argv[2];
const script = readFileSync(`${folder}/app.js`, 'utf8');
writeFileSync(`${folder}/app.js`, script.replace(/<(?=!--|\/?script)/gi, '\\x3C'));
for (const name of ['app.js', 'app.css']) {
    const hash = createHash('sha256').update(readFileSync(`${folder}/${name}`)).digest('base64');
    writeFileSync(`${folder}/${name}.hash`, hash);
}
END
