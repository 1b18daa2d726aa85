# What the program and the library name is loaded for every command, so what only reading or a trace needs is not among
# it (lib/base/late.h).
. tests/cli/common.bash
# Sanitizers bring the library of C++ themselves, so that is not asked for.
for file in "$STEMMA" "$STEMMA_LIBRARY"; do
    loaded=$(ldd "$file" 2>/dev/null) || continue # not where another system names libraries otherwise
    holds "$loaded" sqlite3
    for library in archive xml2 icu uchardet brotli md4c expat zstd stemmer nettle; do lacks "$loaded" "lib$library"; done
done
finish
