"""Writes the files of several types that the sample's servers hand out: documents.py FOLDER."""

import gzip
import json
import random
import struct
import sys
import zipfile
import zlib

www = sys.argv[1]
# No clock and a fixed seed: the same bytes, and so the same hashes in files.log, each time.
random.seed(1)
beginning = (2020, 1, 1, 0, 0, 0)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + random.randbytes(3 * 40) for _ in range(40))
with open(f"{www}/logo.png", "wb") as f:
    f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0)))
    f.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
with open(f"{www}/data.json", "w") as f:
    json.dump([{"id": i, "name": f"Straße {i}"} for i in range(80)], f)
with zipfile.ZipFile(f"{www}/archive.zip", "w") as z:
    z.writestr(zipfile.ZipInfo("a.txt", beginning), "a" * 1000)
    z.writestr(zipfile.ZipInfo("b.bin", beginning), random.randbytes(2000))
with gzip.GzipFile(f"{www}/backup.gz", "wb", mtime=0) as f:
    f.write(random.randbytes(2000))
with open(f"{www}/report.pdf", "wb") as f:
    f.write(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
with open(f"{www}/large.bin", "wb") as f:
    f.write(random.randbytes(8_000))
