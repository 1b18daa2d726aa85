#!/usr/bin/env bash
# Holds the measure of functions and files: at most five parameters, 70 lines a function, 600 lines a file.
#
# It relies on the formatting of .clang-format: a function begins in the first column, and so does the } that ends it.
set -euo pipefail
cd "$(dirname "$0")/.."

# Where another measure holds, and why.
exempt='
lib/read/xml_tree.c:on_entity_declaration     its parameters are those of an interface of Expat
include/stemma/stemma.h:                      all of the public interface in one file, each function explained
'
find lib app include train bench tests -name '*.[ch]' | sort | xargs awk -v exempt="$exempt" '
    function is_exempt(name) { return index(exempt, "\n" FILENAME ":" name " ") > 0 }
    function complain(line, text) { printf "functions: %s:%d: %s\n", FILENAME, line, text; bad = 1 }
    function parameters_of(text,    i, depth, count, character) {
        sub(/^[^(]*\(/, "", text)
        count = 1
        for (i = 1; i <= length(text); i++) {
            character = substr(text, i, 1)
            if (character ~ /[[({]/) depth++
            if (character ~ /[])}]/ && --depth < 0) break
            if (character == "," && depth == 0) count++
        }
        return count
    }
    function look(    name) {
        name = head
        sub(/\(.*/, "", name)
        sub(/.*[ *]/, "", name)
        if (parameters_of(head) > 5 && !is_exempt(name)) complain(begin, name " takes more than five parameters")
        inside = head ~ /\{ *$/
        head = ""
    }
    FNR == 1 { if (NR > 1) end_file(); file = FILENAME; head = ""; inside = in_comment = 0 }
    { lines = FNR }
    function end_file() {
        if (lines > 600 && !index(exempt, "\n" file ":  ")) {
            printf "functions: %s: %d lines, 600 are enough\n", file, lines
            bad = 1
        }
    }
    # Comments: whole ones within a line, and those over several lines.
    { text = $0; gsub(/\/\*[^*]*\*+([^\/*][^*]*\*+)*\//, "", text) }
    in_comment { if (text !~ /\*\//) next; sub(/^.*\*\//, "", text); in_comment = 0 }
    text ~ /\/\*/ { sub(/\/\*.*$/, "", text); in_comment = 1 }
    inside && /^}/ {
        if (FNR - begin + 1 > 70 && !is_exempt(last)) complain(begin, last " has " FNR - begin + 1 " lines, 70 are enough")
        inside = 0
        next
    }
    inside { next }
    head != "" { head = head " " text }
    head == "" && text ~ /^[A-Za-z_][A-Za-z_0-9 *]*[ *][A-Za-z_0-9*]+\(/ && text !~ /^(typedef|struct|enum|union|return|else)/ {
        head = text
        begin = FNR
    }
    head != "" && text ~ /[{;] *$/ { last = head; sub(/\(.*/, "", last); sub(/.*[ *]/, "", last); look() }
    END { end_file(); exit bad }' && echo "functions: all within measure"
