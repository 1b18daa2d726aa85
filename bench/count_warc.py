#!/usr/bin/env python3
"""A second, independent count of the records of web archives, against what a collection says it saw.

usage: count_warc.py COLLECTION FILE...        prints one line for each file that differs, then a sum; exit 1 on a difference

Python's zlib unpacks member by member; records are walked by their Content-Length. A stretch where no record begins, a
record that is longer than the file, and packed data that is damaged between two records count as one each, as Stemma
reports them.
"""
import sqlite3
import sys
import zlib


def inflate_member(raw, begin):
    """What the member at begin gives, whether it ends before its time, and where it ends."""
    member = zlib.decompressobj(16 + zlib.MAX_WBITS)
    parts = []
    at = begin
    try:
        while at < len(raw) and not member.eof:
            parts.append(member.decompress(raw[at : at + (1 << 12)]))
            at += 1 << 12
    except zlib.error:
        return b"".join(parts), True, begin
    return b"".join(parts), not member.eof, min(at, len(raw)) - len(member.unused_data)


def begins_member(raw, begin):
    try:
        return len(zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(raw[begin : begin + 4096], 4096)) > 0
    except zlib.error:
        return False


def unpack(raw):
    """The content in stretches, and for each whether it ends in a member of which nothing is left; behind damage the next
    good member is searched."""
    if raw[:2] != b"\x1f\x8b":
        return [(raw, False)]
    stretches = []
    parts = []
    at = 0
    while at < len(raw):
        if raw[at : at + 2] == b"\x1f\x8b":
            part, broken, end = inflate_member(raw, at)
            parts.append(part)
        else:
            part, broken, end = b"", True, at - 1
        if broken:
            stretches.append((b"".join(parts), not part))
            parts = []
            at = raw.find(b"\x1f\x8b\x08", at + 1)
            while at >= 0 and not begins_member(raw, at):
                at = raw.find(b"\x1f\x8b\x08", at + 1)
            if at < 0:
                return stretches
        else:
            at = end
            while at < len(raw) and raw[at] == 0:
                at += 1
    return stretches + [(b"".join(parts), False)]


def count_warc(content):
    """How many records, and whether the content ends inside the last."""
    at = count = 0
    while True:
        while at < len(content) and content[at : at + 1] in (b"\r", b"\n"):
            at += 1
        if at >= len(content):
            return count, False
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
                return count, True
            at = following + 1
        else:
            at = end + gap + length
            if at > len(content):
                return count, True


def count_arc(content):
    at = count = 0
    while True:
        while at < len(content) and content[at : at + 1] in (b"\r", b"\n"):
            at += 1
        if at >= len(content):
            return count, False
        end = content.find(b"\n", at)
        fields = content[at:end].split(b" ") if end >= 0 else []
        count += 1
        if len(fields) < 5 or not fields[-1].strip().isdigit():
            return count, True
        at = end + 1 + int(fields[-1])
        if at > len(content):
            return count, True


def main():
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    seen = dict(database.execute("SELECT path, seen FROM sources"))
    total = different = 0
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            stretches = unpack(file.read())
        is_arc = stretches[0][0].startswith(b"filedesc://")
        count = 0
        for content, broken in stretches:
            records, inside = (count_arc if is_arc else count_warc)(content)
            count += records + (broken and not inside)  # other damage is told with its record
        total += count
        if seen.get(path) != count:
            different += 1
            print(f"{path}: {count} counted, {seen.get(path)} seen")
    print(f"{len(sys.argv) - 2} files, {total} records, {different} differ")
    return different > 0


sys.exit(main())
