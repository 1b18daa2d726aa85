#!/usr/bin/env python3
"""What an addition finds against what a trace of all articles together finds.

usage: compare_additions.py ADDED WHOLE KNOWN

ADDED: KNOWN with articles traced into it; WHOLE: the same articles traced together. Prints, for what concerns a new
article and for the rest, how many findings of a kind both have and how many only one of them. Findings are the same
when they stand at the same places of the same articles; a family or a story when its members are.
"""
import sqlite3
import sys


class Collection:
    def __init__(self, path):
        database = sqlite3.connect(path)
        ids = dict(database.execute("select article_key, hex(id) from article"))
        self.articles = set(ids.values())
        self.passages, self.boilerplate = set(), set()
        for a, a_start, a_end, b, b_start, b_end, boilerplate in database.execute(
            "select a_article_key, a_start, a_end, b_article_key, b_start, b_end, boilerplate from passage"
        ):
            kind = self.boilerplate if boilerplate else self.passages
            kind.add((ids[a], a_start, a_end, ids[b], b_start, b_end))
        self.names = {
            (ids[key], content): name
            for key, content, name in database.execute(
                "select article_key, content, (select name from speaker as s where s.number = q.speaker) from quotation as q"
            )
        }
        self.families = self.groups(database.execute("select family, article_key, start, end from member"), ids)
        self.stories = self.groups(database.execute("select story, article_key, 0, 0 from article_finding"), ids)
        self.derivations = {
            (ids[a], ids[b], direction)
            for a, b, direction in database.execute("select from_article_key, to_article_key, direction from derivation")
        }

    @staticmethod
    def groups(rows, ids):
        groups = {}
        for number, key, start, end in rows:
            groups.setdefault(number, set()).add((ids[key], start, end))
        return {frozenset(group) for group in groups.values() if len(group) > 1}


def main():
    added, whole, known = (Collection(path) for path in sys.argv[1:])
    new = added.articles - known.articles
    print("kind who both only_added only_whole")

    def tell(kind, left, right, articles_of):
        for who in ("new", "known"):
            of = lambda found: {item for item in found if any(a in new for a in articles_of(item)) == (who == "new")}
            one, other = of(left), of(right)
            print(kind, who, len(one & other), len(one - other), len(other - one))

    tell("passages", added.passages, whole.passages, lambda p: (p[0], p[3]))
    tell("boilerplate", added.boilerplate, whole.boilerplate, lambda p: (p[0], p[3]))
    tell("quotations", set(added.names.items()), set(whole.names.items()), lambda q: (q[0][0],))
    tell("families", added.families, whole.families, lambda f: [m[0] for m in f])
    tell("stories", added.stories, whole.stories, lambda s: [m[0] for m in s])
    tell("derivations", added.derivations, whole.derivations, lambda d: d[:2])


main()
