#!/usr/bin/env bash
# Holds the arrows of ARCHITECTURE.md: which folder may include which, where SQL may stand, who may allocate.
set -euo pipefail
cd "$(dirname "$0")/.."

# stage: the stages below it that it may include, besides itself and base
declare -A allowed=(
    [base]=""
    [read]=""
    [text]="read"
    [match]=""
    [reuse]="read text match"
    [quote]="read text"
    [speakers]="read text quote"
    [families]="read text match quote speakers"
    [lineage]="read text match reuse quote speakers families"
    [addition]="read text match reuse quote speakers families lineage"
    [store]="read text match reuse quote speakers families lineage addition"
)
bad=0
complain() { echo "layers: $*" >&2; bad=1; }

for folder in lib/*/; do
    stage=$(basename "$folder")
    [ -n "${allowed[$stage]+known}" ] || complain "lib/$stage is no stage that is known here"
done
for stage in "${!allowed[@]}"; do
    [ -d "lib/$stage" ] || { complain "lib/$stage is named here and not there"; continue; }
    while IFS=: read -r file line include; do
        target=$(sed -E 's/.*"\.\.\/([a-z]+)\/.*/\1/' <<<"$include")
        [ "$target" = base ] && continue
        case " ${allowed[$stage]} " in
            *" $target "*) ;;
            *) complain "$file:$line: $stage must not include $target" ;;
        esac
    done < <(grep -nE '^#include "\.\./[a-z]+/' -r "lib/$stage" --include='*.[ch]' || true)
done

# No stage but store speaks SQL; the views see the public header only.
while IFS= read -r hit; do complain "SQL outside lib/store: $hit"; done \
    < <(grep -rnE '#include <sqlite3\.h>' lib app --include='*.[ch]' | grep -v '^lib/store/' || true)
while IFS= read -r hit; do complain "app sees more than stemma.h: $hit"; done \
    < <(grep -rnE '#include "(\.\./)+lib/' app --include='*.[ch]' || true)
while IFS= read -r hit; do complain "allocation outside lib/base: $hit"; done \
    < <(grep -rnE '\b(malloc|calloc|realloc|strdup|strndup|asprintf)\(' lib --include='*.[ch]' | grep -v '^lib/base/' || true)
while IFS= read -r hit; do complain "the library prints or exits: $hit"; done \
    < <(grep -rnE '\b(printf|puts|putchar|exit|_exit)\(|\bf(printf|puts)\((stdout|stderr)' lib --include='*.c' |
        grep -vE 'snprintf|vsnprintf|buffer_printf' || true)
[ "$bad" = 0 ] && echo "layers: all arrows hold"
exit "$bad"
