# The README's examples print what the README says. Run with ACCEPT=1 to write what they print into it.
. tests/cli/common.bash
mkdir "$folder/bin"
ln -s "$(realpath "$STEMMA")" "$folder/bin/stemma"
ln -s "$PWD/samples" "$folder/samples"
shown=0
readme=$PWD/README.md
(
    cd "$folder"
    export PATH=$folder/bin:$PATH
    while IFS= read -r line; do
        if [[ $line == '    $ '* ]]; then
            printf '%s\n' "$line"
            bash -c "${line#    \$ }" </dev/null 2>&1 | sed 's/^/    /; s/ *$//'
            shown=1
        elif [[ $shown == 1 && ($line == '    '* || $line =~ ^[A-Z]+$) ]]; then
            continue
        else
            shown=0
            printf '%s\n' "$line"
        fi
    done <"$readme"
) >"$folder/README.md"
if [ "${ACCEPT:-}" = 1 ]; then
    cp "$folder/README.md" "$readme"
else
    diff "$readme" "$folder/README.md" >&2 || fail "the README's examples print something else: ACCEPT=1 writes it"
fi
finish
