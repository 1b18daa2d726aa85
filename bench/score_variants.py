#!/usr/bin/env python3
"""Scores `stemma families --json` on a generated tradition: are altered quotations listed, are listed changes real?

usage: score_variants.py TRADITION_FOLDER FAMILIES.jsonl [--json] [--show missed|wrong|meaning]

The folder holds what the generator wrote: articles.jsonl, edges.jsonl, variants.jsonl (each change made inside a quotation).

  listed      share of the altered quotations whose change stands in a family, of all
  shown       the same, of those that can be seen at all: some other article of the collection has the words as they were
  separated   as `shown`, and the change sets the altered article apart: it is among those that have the change or it is
              the base
  real        share of the listed changes that the generator made. A change between two articles of one generated story
              is real when the member's article does not have the base's words at that place and the base's article does
              not have the member's. The generator gives no utterance to another speaker, takes no marks away and changes
              no framing, so any `source`, `unquoted` or `framing` between two tellings of one text is wrong.
  outside     changes between articles the generator did not make from one another; left out of `real`
"""
import collections
import json
import pathlib
import re
import sys

CONTEXT_WORDS = 3


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def words_of(text):
    return re.sub(r"[\W_]+", " ", (text or "").lower()).split()


def joined(words):
    return " " + " ".join(words) + " "


def short(article):
    return re.sub(r"^.*[/#:]", "", article)


def shows(variant, logged):
    """Whether a listed change is the one in the log, in either direction."""
    before, after = joined(words_of(logged["from"])), joined(words_of(logged["to"]))
    base, member = joined(words_of(variant["from"])), joined(words_of(variant["to"]))
    if logged["change"] == "truncation":
        return variant["change"] == "truncation"
    if logged["change"] == "bracket":
        return variant["change"] == "bracket" or after in base or after in member
    if logged["change"] == "deletion":
        return before in base or before in member
    return (before in base and after in member) or (before in member and after in base)


def places_of(needle, words):
    if not needle:
        return range(len(words) + 1)
    return [i for i in range(len(words) - len(needle) + 1) if words[i : i + len(needle)] == needle]


def with_context(words, begin, end):
    return joined(words[max(0, begin - CONTEXT_WORDS) : end + CONTEXT_WORDS])


def absent(needle, reading, other, change):
    """Whether the words, somewhere in their reading, stand in surroundings that the other article lacks."""
    for begin in places_of(needle, reading):
        end = begin + len(needle)
        if change == "truncation":
            # A missing stretch is long: what counts is the joint between what was kept and what was not.
            joints = [joined(reading[max(0, at - CONTEXT_WORDS) : at + CONTEXT_WORDS]) for at in (begin, end)
                      if 0 < at < len(reading)]
            if any(joint not in other for joint in joints):
                return True
        elif with_context(reading, begin, end) not in other:
            return True
    return False


def is_real(variant, base, member, texts):
    if variant["change"] in ("source", "unquoted", "framing"):
        return False
    base_words, member_words = words_of(base["text"]), words_of(member["text"])
    base_text, member_text = texts[short(base["article"])], texts[short(member["article"])]
    if not absent(words_of(variant["from"]), base_words, member_text, variant["change"]):
        return False
    return variant["change"] == "truncation" or absent(words_of(variant["to"]), member_words, base_text, "")


def base_member(family):
    target = words_of(family["text"])
    for member in family["members"]:
        if words_of(member["text"]) == target:
            return member
    return max(family["members"], key=lambda member: len(words_of(member["text"])))


def score_recall(folder, families, texts, say):
    held = collections.defaultdict(list)
    for family in families:
        for article in {short(member["article"]) for member in family["members"]}:
            held[article].append(family)
    story = {edge["to"]: edge["story"] for edge in rows(folder / "edges.jsonl")}
    logged = rows(folder / "variants.jsonl")
    listed = visible = shown = separated = 0
    for change in logged:
        article = change["article"]
        altered = joined(words_of(change["quote"]))
        kin = [a for a in story if story[a] == story[article] and a != article]
        quote = words_of(change["quote"])
        # Half the quotation's runs of four words stand in another article, and the altered whole does not.
        runs = [joined(quote[i : i + 4]) for i in range(len(quote) - 3)]
        near = [a for a in kin if runs and sum(run in texts[a] for run in runs) * 2 >= len(runs)]
        truncated = joined(words_of(change["from"])[:CONTEXT_WORDS])
        if change["change"] == "truncation":
            seen = any(truncated in texts[a] for a in near)
        else:
            seen = any(altered not in texts[a] for a in near)
        hits = [(f, v) for f in held[article] for v in f["variants"] if shows(v, change)]
        visible += seen
        listed += bool(hits)
        shown += bool(hits) and seen
        apart = False
        for family, variant in hits:
            own = {member["quotation"] for member in family["members"] if short(member["article"]) == article}
            apart |= bool(own & set(variant["quotations"])) or short(base_member(family)["article"]) == article
        separated += apart and seen
        if say == "missed" and seen and not hits:
            print(f"{article} {change['change']} «{change['from']}» -> «{change['to']}»\n    {change['quote']}")
    return len(logged), listed, visible, shown, separated


def score_precision(folder, families, texts, say):
    story = {edge["to"]: edge["story"] for edge in rows(folder / "edges.jsonl")}
    real, wrong, outside = collections.Counter(), collections.Counter(), 0
    for family in families:
        base = base_member(family)
        by_quotation = {member["quotation"]: member for member in family["members"] if member["quotation"]}
        for variant in family["variants"]:
            members = [by_quotation[q] for q in variant["quotations"] if q in by_quotation] or family["members"]
            kin = [m for m in members if story.get(short(m["article"])) is not None and m is not base
                   and story.get(short(m["article"])) == story.get(short(base["article"]))]
            if not kin:
                outside += 1
                continue
            good = any(is_real(variant, base, member, texts) for member in kin)
            (real if good else wrong)[variant["change"]] += 1
            if (say == "wrong" and not good) or (say == "meaning" and variant["weight"] == "meaning"):
                print(f"{family['id']} {variant['change']} {variant['weight']} «{variant['from']}» -> «{variant['to']}» "
                      f"{variant['quotations']}\n    {short(base['article'])}: {base['text']}\n    "
                      f"{short(kin[0]['article'])}: {kin[0]['text']}")
    return real, wrong, outside


def main():
    values = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    say = values.pop() if "--show" in sys.argv else ""
    if len(values) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(values[0])
    families = rows(values[1])
    texts = {a["id"]: joined(words_of(a["text"])) for a in rows(folder / "articles.jsonl")}
    altered, listed, visible, shown, separated = score_recall(folder, families, texts, say)
    real, wrong, outside = score_precision(folder, families, texts, say)

    def share(part, whole):
        return round(part / max(1, whole), 3)

    kinds = {kind: f"{real[kind]} of {real[kind] + wrong[kind]}" for kind in sorted(real | wrong)}
    out = dict(altered=altered, visible=visible, listed=share(listed, altered), shown=share(shown, visible),
               separated=share(separated, visible), changes=real.total() + wrong.total(),
               real=share(real.total(), real.total() + wrong.total()), outside=outside, kinds=kinds)
    if "--json" in sys.argv:
        print(json.dumps(out))
        return
    for name, value in out.items():
        print(f"{name:12}{value}")


if __name__ == "__main__":
    main()
