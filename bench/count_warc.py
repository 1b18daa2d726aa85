#!/usr/bin/env python3
"""A second, independent count of the records of web archives, against what a collection says it saw.

usage: count_warc.py COLLECTION FILE...        prints one line for each file that differs, then a sum; exit 1 on a difference

Python's zlib unpacks member by member; records are walked by their Content-Length. A stretch where no record begins, a
record that is longer than the file, and packed data that is cut off or damaged count as one each, as Stemma reports them.
"""
import sqlite3
import sys
import zlib


def unpack(raw):
    """The content, and whether it ends before its time."""
    if raw[:2] != b"\x1f\x8b":
        return raw, False
    parts = []
    while raw[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            for at in range(0, len(raw), 1 << 16):
                parts.append(member.decompress(raw[at : at + (1 << 16)]))
                if member.eof:
                    break
        except zlib.error:
            return b"".join(parts), True
        if not member.eof:
            return b"".join(parts), True
        consumed = at + (1 << 16) - len(member.unused_data) if at + (1 << 16) < len(raw) else len(raw) - len(member.unused_data)
        raw = raw[consumed:].lstrip(b"\0")
    return b"".join(parts), bool(raw)


def count_warc(content):
    at = count = 0
    while True:
        while at < len(content) and content[at : at + 1] in (b"\r", b"\n"):
            at += 1
        if at >= len(content):
            return count
        ends = [e for e in ((content.find(b"\r\n\r\n", at), 4), (content.find(b"\n\n", at), 2)) if e[0] >= 0]
        end, gap = min(ends) if ends else (-1, 0)
        length = None
        if content.startswith(b"WARC/", at) and end >= 0:
            for line in content[at:end].splitlines():
                if line.lower().startswith(b"content-length:") and line[15:].strip().isdigit():
                    length = int(line[15:])
                    break
        count += 1
        if length is None:
            following = content.find(b"\nWARC/1.", at + 1)
            if following < 0:
                return count
            at = following + 1
        else:
            at = end + gap + length
            if at > len(content):
                return count


def count_arc(content):
    at = count = 0
    while True:
        while at < len(content) and content[at : at + 1] in (b"\r", b"\n"):
            at += 1
        if at >= len(content):
            return count
        end = content.find(b"\n", at)
        fields = content[at:end].split(b" ") if end >= 0 else []
        count += 1
        if len(fields) < 5 or not fields[-1].strip().isdigit():
            return count
        at = end + 1 + int(fields[-1])
        if at > len(content):
            return count


def main():
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    seen = dict(database.execute("SELECT path, seen FROM sources"))
    total = different = 0
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            content, broken = unpack(file.read())
        is_arc = content.startswith(b"filedesc://")
        count = (count_arc if is_arc else count_warc)(content)
        # data that breaks off inside a record is that record's trouble and the file's: two reports
        count += broken
        total += count
        if seen.get(path) != count:
            different += 1
            print(f"{path}: {count} counted, {seen.get(path)} seen")
    print(f"{len(sys.argv) - 2} files, {total} records, {different} differ")
    return different > 0


sys.exit(main())
