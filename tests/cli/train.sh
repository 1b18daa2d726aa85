# Training is repeatable: the same annotated articles give the same bytes, whatever the threads; others give others.
. tests/cli/common.bash
: "${STEMMA_TRAIN:?the training program to test}"
mkdir -p "$folder/gold/text" "$folder/gold/attributions"
names=(Ilva Torm Kestrel Brandt Osk Marlow Pell Quill)
verbs=(said argued warned believes told)
subjects=("the harbour wall" "the new school" "the ferry" "the old mill")
for number in {1..40}; do
    name=${names[number % 8]} verb=${verbs[number % 5]} subject=${subjects[number % 4]}
    text=$folder/gold/text/article-$number.txt
    printf '%s %s that %s would close in autumn. Nobody was hurt.\n' "$name" "$verb" "$subject" >"$text"
    source_end=${#name} cue_end=$((${#name} + 1 + ${#verb}))
    content="that $subject would close in autumn"
    {
        printf 'T1\tSource 0 %d\t%s\n' "$source_end" "$name"
        printf 'T2\tCue %d %d\t%s\n' $((source_end + 1)) "$cue_end" "$verb"
        printf 'T3\tContent %d %d\t%s\n' $((cue_end + 1)) $((cue_end + 1 + ${#content})) "$content"
        printf 'E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n'
    } >"$folder/gold/attributions/article-$number.ann"
done
train() { "$STEMMA_TRAIN" "$folder/gold" "$folder/$1" --epochs 2 --min 1 --threads "$2" >"$folder/$1.figures" 2>/dev/null; }
train first.bin 1 || fail "forty articles were not learned from"
train second.bin 3 || fail "three threads learned nothing"
cmp -s "$folder/first.bin" "$folder/second.bin" || fail "the same articles give other bytes"
holds "$(cat "$folder/first.bin.figures")" "exact F1"
rm "$folder/gold/attributions/article-7.ann"
train third.bin 2 || fail "thirty-nine articles were not learned from"
cmp -s "$folder/first.bin" "$folder/third.bin" && fail "fewer annotations give the same bytes"
[ "$(stat -c %s "$folder/first.bin")" -le 4194304 ] || fail "the model is larger than 4 MiB"
finish
