#!/usr/bin/env python3
"""A web archive, packed record by record, of lines of a file: records that are no pages, so that reading them is all work.

usage: make_warc.py LINES OUT.warc.gz
"""
import sys
import zlib

with open(sys.argv[1], "rb") as lines, open(sys.argv[2], "wb") as out:
    for number, line in enumerate(lines):
        header = (
            "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: urn:line:%d\r\n"
            "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (number, len(line))
        )
        packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        out.write(packer.compress(header.encode() + line + b"\r\n\r\n") + packer.flush())
