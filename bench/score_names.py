#!/usr/bin/env python3
"""Scores the names that `stemma quotes --json` gives to sources, against GUM's news articles.

usage: score_names.py GOLD_DIR QUOTES.jsonl [--list]

GOLD_DIR holds NAME.txt and NAME.json: for each attribution the source's span (code points) and its chain, the mentions
of whoever it is throughout the article. Trace the .txt files to get QUOTES.jsonl.

A source counts where its chain has a full name: two capitalised words in a row that are no more than a title's. Right is
a name of which most words, two at least, stand in one mention of the chain, whose last word ends one; short, one of which a single word does; wrong,
anything else that is said; none, where nobody is named; unseen, where no quotation has a source there.

Prints shares of the sources that a quotation was found for, and of all; for pronouns apart; and the names that were
given to sources of two different chains of one article: two people merged.

--list prints one line for every source that is not right.
"""
import collections
import json
import pathlib
import re
import sys

PRONOUNS = {"he", "she", "it", "they", "i", "we", "who"}
TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "professor", "ambassador", "governor", "general", "president", "minister", "the"}
CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’.-]*")
WORD = re.compile(r"\w[\w'’.-]*")


def folded(word):
    word = re.sub(r"['’]s$", "", word.lower()).replace("’", "'").strip(".")
    return word


def slips(left, right):
    """At most one letter apart, for words of five letters and more."""
    if left == right:
        return True
    if min(len(left), len(right)) < 5 or abs(len(left) - len(right)) > 1:
        return False
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    return left[head + 1:] == right[head + 1:] or left[head:] == right[head + 1:] or left[head + 1:] == right[head:]


def has_full_name(mention):
    for stretch in re.split(r"[,;:\"()]", mention):
        run = 0
        for word in WORD.findall(stretch):
            run = run + 1 if CAPITALISED.fullmatch(word) and folded(word) not in TITLES else 0
            if run >= 2:
                return True
    return False


def verdict(name, chain):
    if name is None:
        return "none"
    words = [folded(w) for w in WORD.findall(name)]
    ends = [folded(WORD.findall(s)[-1]) for m in chain for s in re.split(r"[,;:()]| and ", m) if WORD.findall(s)]
    if len(words) > 1 and not any(slips(words[-1], end) for end in ends):
        return "wrong"
    best = 0
    for mention in chain:
        known = [folded(w) for w in WORD.findall(mention)]
        best = max(best, sum(any(slips(w, k) for k in known) for w in words))
    if not any(has_full_name(m) for m in chain):
        return "right" if best == len(words) else "wrong"
    if best >= 2 and best * 2 > len(words):
        return "right"
    return "short" if best == 1 and len(words) == 1 else "wrong"


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(arguments) != 2:
        sys.exit(__doc__)
    quotes = collections.defaultdict(list)
    for line in open(arguments[1], encoding="utf-8"):
        record = json.loads(line)
        if record.get("source"):
            quotes[pathlib.Path(record["article"]).stem].append(record["source"])
    counts = collections.defaultdict(collections.Counter)
    merged = []
    for path in sorted(pathlib.Path(arguments[0]).glob("*.json")):
        bearers = {}
        for source in json.loads(path.read_text(encoding="utf-8")):
            if not source["source_span"]:
                continue
            begin, end = source["source_span"]
            chain = source["source_chain"]
            over = [q for q in quotes[path.stem] if q["start"] < end and q["end"] > begin]
            pronoun = source["source"].lower() in PRONOUNS and not source["source"][1:].isupper()
            full = any(has_full_name(m) for m in chain)
            name = over[0]["name"] if over else None
            result = verdict(name, chain) if over else "unseen"
            if over and name and pronoun | full:
                bearers.setdefault(name, {}).setdefault(chain[0] if chain else source["source"], begin)
            if pronoun:
                group = "pronoun, full name" if full else "pronoun, no full name"
            elif full:
                group = "name, full name"
            else:
                group = "other"
            counts[group][result] += 1
            if "--list" in sys.argv and result not in ("right", "unseen" if "--seen" in sys.argv else ""):
                print(f"{path.stem} {begin} {group}: {result}: {source['source'][:50]!r} -> {name!r}; chain {chain[:3]}")
        merged += [(path.stem, n, list(c)) for n, c in bearers.items() if len(c) > 1]
    total = collections.Counter()
    for group in sorted(counts):
        report(group, counts[group])
        if "full name" in group and "no full" not in group:
            total += counts[group]
    report("all with a full name", total)
    print(f"given to two chains: {len(merged)}")
    for article, name, chains in merged:
        print(f"  {article}: {name}: {chains}")


def report(group, count):
    every = sum(count.values())
    seen = every - count["unseen"]
    share = 100 * count["right"] / seen if seen else 0
    print(f"{group:24} right {share:5.1f} % of {seen} seen, {100 * count['right'] / every:5.1f} % of {every}; "
          f"short {count['short']}, wrong {count['wrong']}, none {count['none']}, unseen {count['unseen']}")


if __name__ == "__main__":
    main()
