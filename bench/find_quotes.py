#!/usr/bin/env python3
"""Quotes of 20 words from articles, one word of each changed, looked for one after the other by `stemma find`, each by a
process of its own; prints the median and the 95th percentile of the whole command in milliseconds.

usage: find_quotes.py STEMMA COLLECTION ARTICLES.jsonl COUNT [--drop]     --drop: empties the system's cache before each
"""
import json
import os
import random
import subprocess
import sys
import time

WORDS = 20


def quotes(path, count):
    random.seed(4)
    with open(path, encoding="utf-8") as file:
        texts = [json.loads(line).get("text", "") for line in file]
    while count > 0:
        words = random.choice(texts).split()
        if len(words) < 3 * WORDS:
            continue
        begin = random.randrange(len(words) - WORDS)
        quote = words[begin : begin + WORDS]
        quote[random.randrange(3, WORDS - 3)] = "velvet"
        yield " ".join(quote)
        count -= 1


def main():
    stemma, collection, articles, count = sys.argv[1:5]
    drop = "--drop" in sys.argv
    times, found = [], 0
    for quote in quotes(articles, int(count)):
        if drop:
            os.sync()
            with open("/proc/sys/vm/drop_caches", "w") as caches:
                caches.write("3")
        begin = time.perf_counter()
        done = subprocess.run([stemma, "find", "--json", "-c", collection, quote], capture_output=True, check=False)
        times.append((time.perf_counter() - begin) * 1000)
        found += done.returncode == 0
    times.sort()
    print(f"{times[len(times) // 2]:.1f} {times[len(times) * 95 // 100]:.1f} {found}")


if __name__ == "__main__":
    main()
