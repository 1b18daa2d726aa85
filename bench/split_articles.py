"""Writes the text of each article of a JSON Lines file to a file of its own: split_articles.py ARTICLES FOLDER"""
import json
import os
import sys

articles, folder = sys.argv[1:]
os.makedirs(folder)
with open(articles, encoding="utf-8") as lines:
    for number, line in enumerate(lines):
        with open(os.path.join(folder, f"{number:06}.txt"), "w", encoding="utf-8") as text:
            text.write(json.loads(line)["text"])
