#!/usr/bin/env python3
"""Scores titles and dates of real pages against a table made by reading sixty of them.

usage: score.py STEMMA PAGES_FOLDER [--list]

PAGES_FOLDER is the folder html/ of the Scrapinghub article extraction benchmark: its pages are not part of the
project. Without it the script says so and ends with 77, which test runners take for "skipped".

truth.tsv has one page a line: the first 16 digits of its name, the hash of the title a reader sees above the text, the
day it was published (two where the page's own time zone and UTC disagree; - where it doesn't say), and how precisely
the page says so: time or day. A title's hash is that of its letters and digits in lower case, so that kinds of
quotation marks don't matter: the first 16 digits of SHA-256.
"""
import hashlib, json, pathlib, subprocess, sys, tempfile

TITLES_MIN, DATES_MIN = 0.95, 0.90


def title_hash(title):
    kept = "".join(c for c in title.casefold() if c.isalnum())
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def read_articles(stemma, pages):
    with tempfile.TemporaryDirectory() as folder:
        collection = folder + "/pages.stemma"
        subprocess.run([stemma, "add", "-q", "-c", collection, *map(str, pages)], check=False)
        listed = subprocess.run([stemma, "articles", "--json", "-c", collection], capture_output=True, check=False)
    articles = [json.loads(line) for line in listed.stdout.decode().splitlines()]
    return {pathlib.Path(article["path"]).name[:16]: article for article in articles if "path" in article}


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(arguments) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(arguments[1])
    lines = (pathlib.Path(__file__).parent / "truth.tsv").read_text().splitlines()
    truth = [line.split("\t") for line in lines if not line.startswith("#")]
    pages = [path for path in sorted(folder.glob("*.html*")) if path.name[:16] in {row[0] for row in truth}]
    if len(pages) < len(truth):
        print(f"skipped: {folder} has {len(pages)} of the {len(truth)} pages; give the benchmark's folder html/")
        sys.exit(77)
    articles = read_articles(arguments[0], pages)
    titles = dates = dated = precise = 0
    for page, title, days, precision in truth:
        article = articles.get(page, {})
        found = article.get("title") or ""
        title_right = title_hash(found) == title
        published = article.get("published") or ""
        date_right = published[:10] in days.split("|")
        titles += title_right
        dated += days != "-"
        dates += date_right
        precise += date_right and ("time" if "T" in published else "day") == precision
        if "--list" in sys.argv and not (title_right and (date_right or days == "-")):
            print(f"{page}  {'' if title_right else 'title: ' + found}  {'' if date_right else days + ': ' + published}")
    print(f"titles {titles}/{len(truth)} {titles / len(truth):.3f}  dates {dates}/{dated} {dates / dated:.3f}  "
          f"of these as precise as stated {precise}")
    sys.exit(titles / len(truth) < TITLES_MIN or dates / dated < DATES_MIN)


if __name__ == "__main__":
    main()
