#!/usr/bin/env bash
# The benchmark: speed, memory, linearity, determinism and accuracy on real data, appended to bench/results.csv.
#
# usage: bench/run.sh [MEASURE…]        all of them when none is named: speed tagger stages read engine again again_generated linear same quotes lineage reuse find serve
#
# Speeds are ratios to `LC_ALL=C.UTF-8 wc -w` on the same file in the same run: machines differ and are shared. The data
# is not part of the project: $STEMMA_EVAL (default ../shared/eval) holds data/ and the scoring scripts; what is not
# there is left out with a word on stderr.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
eval_folder=${STEMMA_EVAL:-$root/../shared/eval}
stemma=${STEMMA:-$root/build/stemma}
work=${STEMMA_BENCH_FOLDER:-${TMPDIR:-/tmp}/stemma-bench}
results=$root/bench/results.csv
commit=$(git rev-parse --short HEAD)
[ -n "$(git status --porcelain -- lib app)" ] && commit=$commit+
mkdir -p "$work"
[ -f "$results" ] || echo "date,commit,measure,value,unit,note" >"$results"

record() { # measure value unit note
    echo "$(date -u +%F),$commit,$1,$2,$3,$4" >>"$results"
    printf '%-34s %10s %-8s %s\n' "$1" "$2" "$3" "$4"
}
missing() { echo "bench: $1 is not there: left out" >&2; }
seconds_of() { # prints wall seconds and peak KiB of a command whose output is thrown away
    /usr/bin/time -f '%e %M' -o "$work/time" "$@" >/dev/null 2>"$work/stderr" || { cat "$work/stderr" >&2; return 1; }
    cat "$work/time"
}
news() { # the big collection of real articles, unpacked once
    local packed=$eval_folder/data/allsides-2012-2016.jsonl.zst
    [ -f "$packed" ] || return 1
    [ -f "$work/news.jsonl" ] || zstd -dqf "$packed" -o "$work/news.jsonl"
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }
median_of_three() { sort -n | sed -n 2p; }
count_words() { for _ in 1 2 3; do LC_ALL=C.UTF-8 seconds_of wc -w "$1" | cut -d' ' -f1; done | median_of_three; }

# Three rounds, each beside the reference before and behind it: a shared machine is now fast, now slow. Medians of ratios.
measure_speed() {
    news || { missing "the collection of real articles"; return; }
    local before after add trace
    for _ in 1 2 3; do
        rm -f "$work"/speed.stemma*
        before=$(count_words "$work/news.jsonl")
        add=$(seconds_of "$stemma" add -q -c "$work/speed.stemma" "$work/news.jsonl")
        trace=$(seconds_of "$stemma" trace -q -c "$work/speed.stemma")
        after=$(count_words "$work/news.jsonl")
        awk -v b="$before" -v e="$after" -v a="${add% *}" -v t="${trace% *}" -v m="${trace#* }" -v n="${add#* }" \
            'BEGIN {w = (b + e) / 2; printf "%.2f %.2f %.2f %.2f %.2f %.2f\n", a / w, t / w, (a + t) / w, w, m / 1024, n / 1024}'
    done >"$work/speed"
    column_median() { cut -d' ' -f"$1" "$work/speed" | median_of_three; }
    record speed/add "$(column_median 1)" "x wc -w" "16452 articles"
    record speed/trace "$(column_median 2)" "x wc -w" "16452 articles"
    record speed/add+trace "$(column_median 3)" "x wc -w" "16452 articles; wc -w took $(column_median 4) s"
    record memory/trace "$(column_median 5)" MiB "peak resident"
    record memory/add "$(column_median 6)" MiB "peak resident"
}

# Read, tokenise, index, all-pairs passages, in memory, without what `stemma trace` does besides; beside it sim_text
# (Debian's similarity-tester: exact runs of 12 words, for each the best match), on the bare texts, a file each.
measure_engine() {
    news || { missing "the collection of real articles"; return; }
    local reference step wall cpu
    reference=$(count_words "$work/news.jsonl")
    record engine/wc-w "$reference" s "LC_ALL=C.UTF-8 wc -w, median of three"
    for _ in 1 2 3; do "$root/build/engine_bench" "$work/news.jsonl"; done >"$work/engine"
    for step in read text passages all; do
        read -r wall cpu < <(awk -v s="$step" '$1 == s && NF == 3 {print $2, $3}' "$work/engine" | sort -n | sed -n 2p)
        record "engine/$step" "$(ratio "$wall" "$reference")" "x wc -w" "$wall s by the clock; $cpu s of processor time"
    done
    record engine/memory "$(awk '$1 == "peak-mib" {print $2}' "$work/engine" | median_of_three)" MiB "peak resident"
    if command -v sim_text >/dev/null; then
        [ -d "$work/texts" ] || python3 bench/split_articles.py "$work/news.jsonl" "$work/texts"
        find "$work/texts" -type f | sort >"$work/texts.list"
        wall=$(seconds_of sim_text -r 12 -o "$work/sim" -i <"$work/texts.list" | cut -d' ' -f1)
        record engine/sim_text "$(ratio "$wall" "$reference")" "x wc -w" "sim_text -r 12 on the same texts: $wall s"
    else
        missing sim_text
    fi
}

# A trace stage by stage; what families, variants and derivations take together.
measure_stages() {
    news || { missing "the collection of real articles"; return; }
    local reference stage wall cpu
    reference=$(count_words "$work/news.jsonl")
    for turn in 1 2 3; do
        rm -f "$work"/stages.stemma*
        "$stemma" add -q -c "$work/stages.stemma" "$work/news.jsonl"
        "$root/build/stages_bench" "$work/stages.stemma"
    done >"$work/stages"
    for stage in articles text passages quotations speakers families lineage store; do
        read -r wall cpu < <(awk -v s="$stage" '$1 == s {print $2, $3}' "$work/stages" | sort -n | sed -n 2p)
        record "stages/$stage" "$(ratio "$wall" "$reference")" "x wc -w" "$wall s by the clock; $cpu s of processor time"
    done
    wall=$(awk '$1 == "families" {f = $2} $1 == "lineage" {print f + $2}' "$work/stages" | median_of_three)
    record stages/families+lineage "$(ratio "$wall" "$reference")" "x wc -w" "families, variants and derivations"
}

# Generated collections: what a million articles cost. Each size in a process of its own, at low priority; with
# STEMMA_BENCH_MEMORY=2G within so much memory.
measure_millions() {
    local count add trace before="" size within=${STEMMA_BENCH_MEMORY:+-within-$STEMMA_BENCH_MEMORY}
    for count in ${STEMMA_BENCH_COUNTS:-125000 250000 500000 1000000}; do
        "$root/build/generate_news" "$count" >"$work/generated.jsonl"
        size=$(stat -c %s "$work/generated.jsonl")
        rm -f "$work"/generated.stemma*
        add=$(seconds_of nice "$stemma" add -q -c "$work/generated.stemma" "$work/generated.jsonl")
        trace=$(seconds_of nice "$stemma" trace -q ${STEMMA_BENCH_MEMORY:+--memory "$STEMMA_BENCH_MEMORY"} -c "$work/generated.stemma")
        record "millions/add-$count" "${add% *}" s "generated articles, $((size / 1000000)) MB; peak ${add#* } KiB"
        record "millions/trace-$count$within" "${trace% *}" s "generated articles, $((size / 1000000)) MB"
        record "millions/memory-$count$within" "$(awk -v k="${trace#* }" -v b="$size" 'BEGIN {printf "%.2f", k * 1024 / b}')" \
            "x the text" "peak resident of the trace: $((${trace#* } / 1024)) MiB"
        [ -n "$before" ] && record "millions/ratio-$count$within" "$(ratio "${trace% *}" "$before")" "t(2n)/t(n)" "by the clock"
        before=${trace% *}
        rm -f "$work"/generated.*
    done
}

user_seconds() { # of one thread
    /usr/bin/time -f %U -o "$work/time" "$stemma" trace -q -j 1 --attribution "$1" "$2" >/dev/null 2>&1
    cat "$work/time"
}

# What the tagger costs: the processor time of a trace with it less that of one by rules alone. The two are run in turn,
# and the median of their differences counts: minutes apart, a shared machine may have become half as fast.
measure_tagger() {
    news || { missing "the collection of real articles"; return; }
    head -3200 "$work/news.jsonl" >"$work/tagger.jsonl"
    rm -f "$work"/tagger.stemma*
    local words seconds
    "$stemma" add -q -c "$work/tagger.stemma" "$work/tagger.jsonl"
    "$stemma" trace -q --attribution rules -c "$work/tagger.stemma"
    words=$("$stemma" articles --json -c "$work/tagger.stemma" | jq -s 'map(.words) | add')
    for _ in 1 2 3 4 5 6 7; do
        echo "$(user_seconds learned "$work/tagger.jsonl") $(user_seconds rules "$work/tagger.jsonl")"
    done | awk '{print $1 - $2}' | sort -n >"$work/tagger"
    seconds=$(sed -n 4p "$work/tagger")
    record speed/tagger "$(awk -v w="$words" -v s="$seconds" 'BEGIN {printf "%.2f", w / s / 1e6}')" "M words/s" \
        "one core: trace -j 1 --attribution learned less rules: $(sed -n 1p "$work/tagger") to $(sed -n 7p "$work/tagger") s in seven pairs; 3200 articles"
}

seconds_on_copies() { # of a trace of this collection as it is, each time: how often
    for _ in $(seq "$2"); do
        rm -f "$work"/copy.stemma*
        cp "$1" "$work/copy.stemma"
        sync "$work/copy.stemma"
        seconds_of "$stemma" trace -q -c "$work/copy.stemma" | cut -d' ' -f1
    done | sort -n | sed -n "$((($2 + 1) / 2))p"
}

# What a trace costs after a hundred articles more, as a share of the trace of all at once: medians, as single runs differ
# by a fifth. 100 articles more: the last ones, or with STEMMA_BENCH_SEED=N any 100.
measure_again() {
    news || { missing "the collection of real articles"; return; }
    local full again which=${STEMMA_BENCH_SEED:+-seed-$STEMMA_BENCH_SEED}
    rm -f "$work"/again.stemma* "$work"/whole.stemma* "$work"/known.stemma*
    if [ -n "$which" ]; then
        shuf --random-source=<(yes "$STEMMA_BENCH_SEED") "$work/news.jsonl" >"$work/mixed.jsonl"
    else
        cp "$work/news.jsonl" "$work/mixed.jsonl"
    fi
    head -n -100 "$work/mixed.jsonl" >"$work/first.jsonl"
    tail -n 100 "$work/mixed.jsonl" >"$work/later.jsonl"
    "$stemma" trace -q -c "$work/known.stemma" "$work/first.jsonl"
    cp "$work/known.stemma" "$work/again.stemma"
    "$stemma" add -q -c "$work/again.stemma" "$work/later.jsonl"
    "$stemma" add -q -c "$work/whole.stemma" "$work/first.jsonl" "$work/later.jsonl"
    again=$(seconds_on_copies "$work/again.stemma" 7)
    full=$(seconds_on_copies "$work/whole.stemma" 3)
    "$stemma" trace -q -c "$work/again.stemma"
    "$stemma" trace -q -c "$work/whole.stemma"
    record "again/share$which" "$(awk -v a="$again" -v f="$full" 'BEGIN {printf "%.1f", 100 * a / f}')" percent \
        "trace after adding 100 articles: $again s, the median of seven; of all at once: $full s, of three"
    python3 bench/compare_additions.py "$work/again.stemma" "$work/whole.stemma" "$work/known.stemma" |
        while read -r kind who both added whole; do
            [ "$who" = new ] || [ "$who" = known ] || continue
            record "again/$kind-$who$which" "$both" findings \
                "same as of all at once; $added only after adding, $whole only at once"
        done
}

# The same with generated articles: STEMMA_BENCH_COUNTS of them, and 100 more.
measure_again_generated() {
    local count full again
    for count in ${STEMMA_BENCH_COUNTS:-125000}; do
        "$root/build/generate_news" $((count + 100)) | shuf --random-source=<(yes) >"$work/generated.jsonl"
        head -n "$count" "$work/generated.jsonl" >"$work/first.jsonl"
        tail -n 100 "$work/generated.jsonl" >"$work/later.jsonl"
        rm -f "$work"/generated.stemma*
        "$stemma" add -q -c "$work/generated.stemma" "$work/first.jsonl"
        full=$(seconds_of "$stemma" trace -q -c "$work/generated.stemma")
        "$stemma" add -q -c "$work/generated.stemma" "$work/later.jsonl"
        again=$(seconds_of "$stemma" trace -q -c "$work/generated.stemma")
        record "again/share-$count" "$(awk -v a="${again% *}" -v f="${full% *}" 'BEGIN {printf "%.1f", 100 * a / f}')" \
            percent "100 of generated articles: ${again% *} s, ${again#* } KiB; the others: ${full% *} s"
        rm -f "$work"/generated.*
    done
}

measure_linear() {
    news || { missing "the collection of real articles"; return; }
    local before="" count now
    for count in 2000 4000 8000 16000; do
        shuf -n "$count" --random-source=<(yes) "$work/news.jsonl" >"$work/part.jsonl"
        now=$(for _ in 1 2 3; do seconds_of "$stemma" trace -q "$work/part.jsonl" | cut -d' ' -f1; done | median_of_three)
        [ -n "$before" ] && record "linear/$count" "$(ratio "$now" "$before")" "t(2n)/t(n)" "add and trace, $now s"
        before=$now
    done
}

findings_hash() { # of every finding of a traced collection
    for list in articles stories quotes passages families lineage; do "$stemma" $list --json -c "$1"; done | sha256sum |
        cut -c1-16
}

measure_same() {
    news || { missing "the collection of real articles"; return; }
    local first="" now kind
    head -4000 "$work/news.jsonl" >"$work/same.jsonl"
    for kind in one-thread two-threads eight-threads little-memory shuffled in-portions; do
        rm -f "$work"/same.stemma*
        case $kind in
            one-thread) "$stemma" trace -q -j 1 -c "$work/same.stemma" "$work/same.jsonl" ;;
            two-threads) "$stemma" trace -q -j 2 -c "$work/same.stemma" "$work/same.jsonl" ;;
            eight-threads) "$stemma" trace -q -j 8 -c "$work/same.stemma" "$work/same.jsonl" ;;
            little-memory) "$stemma" trace -q --memory 128M -c "$work/same.stemma" "$work/same.jsonl" ;;
            shuffled)
                shuf --random-source=<(yes 7) "$work/same.jsonl" >"$work/shuffled.jsonl"
                "$stemma" trace -q -c "$work/same.stemma" "$work/shuffled.jsonl" ;;
            in-portions)
                rm -f "$work"/portion.*
                split -n l/4 "$work/same.jsonl" "$work/portion."
                for portion in "$work"/portion.*; do "$stemma" trace -q -c "$work/same.stemma" "$portion"; done ;;
        esac
        now=$(findings_hash "$work/same.stemma")
        [ -z "$first" ] && first=$now
        record "same/$kind" "$([ "$now" = "$first" ] && echo 1 || echo 0)" equal "hash of all findings, 4000 articles"
    done
}

measure_quotes() {
    local packed=$eval_folder/data/polnear-train-dev.tar.zst
    [ -f "$packed" ] || { missing "PolNeAR"; return; }
    [ -d "$work/polnear" ] || { mkdir -p "$work/polnear" && tar --zstd -xf "$packed" -C "$work/polnear"; }
    rm -f "$work"/polnear.stemma*
    "$stemma" trace -q -c "$work/polnear.stemma" "$work/polnear/polnear-dev/dev/text"
    "$stemma" quotes --json -c "$work/polnear.stemma" >"$work/polnear.jsonl"
    python3 "$eval_folder/score_quotes.py" "$work/polnear/polnear-dev/dev" "$work/polnear.jsonl" --json >"$work/score.json"
    local part
    for part in source cue content; do
        record "quotes/exact-f1-$part" "$(jq ".exact_f1.$part" "$work/score.json")" percent "PolNeAR dev"
    done
    for part in direct mixed indirect; do
        record "quotes/$part-end-to-end" "$(jq ".relations.$part.end_to_end" "$work/score.json")" percent "PolNeAR dev"
        record "quotes/$part-precision" "$(jq ".relations.$part.precision" "$work/score.json")" percent "PolNeAR dev"
    done
}

measure_lineage() {
    news || { missing "the collection of real articles"; return; }
    local seed part
    for seed in 11 12 13 14 15; do
        python3 "$eval_folder/make_tradition.py" "$work/news.jsonl" "$work/tradition" --seed "$seed" >/dev/null
        rm -f "$work"/tradition.stemma*
        "$stemma" trace -q -c "$work/tradition.stemma" "$work/tradition/articles.jsonl"
        "$stemma" lineage --json -c "$work/tradition.stemma" >"$work/lineage.jsonl"
        "$stemma" families --json -c "$work/tradition.stemma" >"$work/families.jsonl"
        python3 "$eval_folder/score_lineage.py" "$work/tradition" "$work/lineage.jsonl" "$work/families.jsonl" --json \
            >"$work/score.json"
        for part in parent_recall ancestor_precision direction false_joins calibration; do
            record "lineage/$part" "$(jq ".$part" "$work/score.json")" share "generated tradition, seed $seed"
        done
        record lineage/variants-listed "$(jq .variants.recall "$work/score.json")" share "generated tradition, seed $seed"
        python3 bench/score_variants.py "$work/tradition" "$work/families.jsonl" --json >"$work/score.json"
        for part in shown separated real; do
            record "variants/$part" "$(jq ".$part" "$work/score.json")" share "generated tradition, seed $seed"
        done
    done
}

# The pairs whose suspicious document has an even (or odd) number: the same folders with some of the files.
half_of_pairs() { # corpus, digits the number may end in, new folder
    local folder part
    for folder in "$1" "$1"/0*; do
        part=$3/$(realpath --relative-to="$1" "$folder")
        mkdir -p "$part"
        grep -E "^suspicious-document[0-9]*[$2]\.txt" "$folder/pairs" >"$part/pairs"
        find "$folder" -maxdepth 1 -name "suspicious-document*[$2]-source*.xml" -exec ln -sf -t "$part" {} +
    done
}

# Tuned on the even half, which is printed; the odd half is the figure that counts and is recorded.
measure_reuse() {
    local packed=$eval_folder/data/pan13-train.tar.zst corpus=$work/pan13/train_corpus
    [ -f "$packed" ] || { missing "PAN13"; return; }
    [ -d "$work/pan13" ] || { mkdir -p "$work/pan13" && tar --zstd -xf "$packed" -C "$work/pan13"; }
    half_of_pairs "$(realpath "$corpus")" 02468 "$work/pan13-even"
    half_of_pairs "$(realpath "$corpus")" 13579 "$work/pan13-odd"
    rm -f "$work"/pan13.stemma*
    "$stemma" trace -q -c "$work/pan13.stemma" "$corpus/susp" "$corpus/src"
    "$stemma" passages --json -c "$work/pan13.stemma" >"$work/pan13.jsonl"
    echo "tuned on (even):"
    python3 "$eval_folder/score_reuse.py" "$work/pan13-even" "$work/pan13.jsonl"
    echo "held out (odd):"
    python3 "$eval_folder/score_reuse.py" "$work/pan13-odd" "$work/pan13.jsonl"
    python3 "$eval_folder/score_reuse.py" "$work/pan13-odd" "$work/pan13.jsonl" --json >"$work/score.json"
    jq -r 'to_entries[] | select(.value.plagdet) | "\(.key) \(.value.plagdet)"' "$work/score.json" |
        while read -r part score; do record "reuse/$part" "$score" plagdet "PAN13 train; odd half; tuned on the even one"; done
    record reuse/granularity "$(jq .all.granularity "$work/score.json")" ratio "PAN13 train; odd half"
    record reuse/clean-pairs "$(jq '."01-no-plagiarism".found' "$work/score.json")" detections \
        "PAN13 train; on $(jq '."01-no-plagiarism".pairs' "$work/score.json") pairs of the odd half"
}

# Reading alone, one thread, by processor time: pages, lines of JSON, web archives against plain inflation, tables.
measure_read() {
    local speed=$root/build/tests/read_speed pages=$eval_folder/data/pages-scrapinghub.tar.zst value inflate
    if [ -f "$pages" ]; then
        [ -d "$work/pages" ] || { mkdir -p "$work/pages" && tar --zstd -xf "$pages" -C "$work/pages"; }
        find "$work/pages" -name '*.gz' -exec gunzip -f {} +
        record read/html "$("$speed" "$(dirname "$(find "$work/pages" -name '*.html' | head -1)")" 2>/dev/null)" MB/s \
            "181 pages, user time, one thread"
    else
        missing "the pages"
    fi
    news || { missing "the collection of real articles"; return; }
    record read/json-lines "$("$speed" "$work/news.jsonl" 2>/dev/null)" MB/s "16452 articles, user time, one thread"
    python3 bench/make_warc.py "$work/news.jsonl" "$work/records.warc.gz"
    inflate=$("$speed" --unpack "$work/records.warc.gz" 2>/dev/null)
    value=$("$speed" "$work/records.warc.gz" 2>/dev/null)
    record read/warc-gz "$(awk -v a="$value" -v b="$inflate" 'BEGIN {printf "%.0f", 100 * a / b}')" percent \
        "of plain inflation ($inflate MB/s), records that are no pages"
}

# `stemma find` of 20 words, one changed, as somebody types it: a process for each, with the collection in the system's
# cache; and, where that may be emptied, with everything on disk, beside a command that reads nothing but itself.
measure_find() {
    news || { missing "the collection of real articles"; return; }
    rm -f "$work"/find.stemma*
    "$stemma" trace -q -c "$work/find.stemma" "$work/news.jsonl"
    local median p95 found load
    load="load $(cut -d' ' -f1 /proc/loadavg)"
    read -r median p95 found < <(python3 bench/find_quotes.py "$stemma" "$work/find.stemma" "$work/news.jsonl" 200)
    record find/median "$median" ms "20 words, one changed; whole command; $found of 200 found; $load"
    record find/p95 "$p95" ms "20 words, one changed; whole command; $found of 200 found; $load"
    [ -w /proc/sys/vm/drop_caches ] || return 0
    read -r median p95 found < <(python3 bench/find_quotes.py "$stemma" "$work/find.stemma" "$work/news.jsonl" 40 --drop)
    record find/from-disk-median "$median" ms "nothing in the system's cache, nor the program; p95 $p95; $load"
    sync
    echo 3 >/proc/sys/vm/drop_caches
    record find/program-from-disk "$(seconds_of "$stemma" --version | cut -d' ' -f1)" s "stemma --version alone; $load"
}

# Addresses that one run never asks for twice, so that no answer comes from the cache: ten times what it holds.
cold_addresses() { # cold_addresses BASE FOLDER
    local base=$1 folder=$2 list
    pages() { # pages LIST LAST FILTER [ORDER]
        local offset
        for offset in $(seq 0 500 "$2"); do curl -s "$base/$1.json?offset=$offset&limit=500${4:-}" | jq -r ".items[] | $3"; done
    }
    mkdir -p "$folder"
    pages stories 6000 '"/story/\(.id).json"' '&order=size' >"$folder/story"
    pages articles 16000 '"/article/\(.article).json"' >"$folder/article"
    pages families 9000 '"/family/\(.id).json"' '&order=size' >"$folder/family"
    pages people 4000 '"/person/\(.id).json"' >"$folder/person"
    pages families 9000 '"/find.json?q=\(.text[:80] | @uri)"' '&order=size' >"$folder/find"
    head -3000 "$folder/story" | sed "s,^,url=$base," | curl -s -K - | jq -r '[.nodes[].article] as $n | range($n | length) as $i |
        range($i + 1; [$i + 4, ($n | length)] | min) as $j | "/compare.json?a=\($n[$i])&b=\($n[$j])"' >"$folder/compare"
    for list in stories articles families people; do seq -f "/$list.json?offset=%g" 0 3000; done >"$folder/lists"
    # What somebody does who reads: articles and stories, now and then a quotation, a person, a comparison, a search.
    awk 'FNR == 1 {file++} {line[file, FNR] = $0; count[file] = FNR}
        END {for (i = 1; i <= 1000; i++) {
            for (f = 1; f <= 7; f++) for (k = 0; k < substr("5542111", f, 1); k++) if (at[f] < count[f]) print line[f, ++at[f]]
        }}' "$folder"/{article,story,family,lists,person,compare,find} >"$folder/mix"
}

# The server on the big collection: the first view of a server just started; every kind of view with 32 readers at once,
# from the cache (few addresses) and past it (none twice); and a mix of all, past it.
measure_serve() {
    news || { missing "the collection of real articles"; return; }
    command -v wrk >/dev/null || { missing wrk; return; }
    rm -f "$work"/serve.stemma*
    "$stemma" trace -q -c "$work/serve.stemma" "$work/news.jsonl"
    local port=8077 base first server
    base=http://127.0.0.1:$port
    "$stemma" serve -q --any-user --port $port -c "$work/serve.stemma" >"$work/serve.address" &
    server=$!
    until [ -s "$work/serve.address" ]; do sleep 0.1; done
    first=$(for address in / /app.js /app.css /start.json; do
        curl -s -o /dev/null -w '%{time_total}\n' "$base$address"
    done | awk '{sum += $1} END {printf "%.0f", sum * 1000}')
    record serve/first-view "$first" ms "16452 articles; page, script, style and data, one after the other; load $(cut -d' ' -f1 /proc/loadavg)"
    cold_addresses "$base" "$work/cold"
    printf '%s\n' /start.json >"$work/cold/start"
    printf '%s\n' /outlets.json >"$work/cold/outlets"
    local kind heat line before after
    processor_ticks() { awk '{print $14 + $15}' /proc/$server/stat; }
    for heat in cold warm; do
        for kind in mix lists story article family person compare find start outlets; do
            [[ $heat = cold && ($kind = start || $kind = outlets) ]] && continue # one address each: always from the cache
            { [ $heat = cold ] && cat || head -40; } <"$work/cold/$kind" >"$work/some"
            before=$(processor_ticks)
            line=$(ADDRESSES=$work/some wrk -t 1 -c 32 -d "${STEMMA_BENCH_SECONDS:-5}" -s bench/serve.lua "$base" | grep p95_ms)
            after=$(processor_ticks)
            record "serve/$heat-p95-$kind" "$(cut -d' ' -f2 <<<"$line")" ms \
                "32 readers without pause; ${line#* * }; $(awk -v t=$((after - before)) -v n="$(cut -d' ' -f4 <<<"$line")" 'BEGIN {printf "%.2f", t * 10 / n}') ms of processor each; load $(cut -d' ' -f1 /proc/loadavg)"
        done
    done
    kill $server
    wait $server || true
}

for measure in "${@:-speed tagger stages read engine again linear same quotes lineage reuse find serve}"; do
    for one in $measure; do "measure_$one"; done
done
