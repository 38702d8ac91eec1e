#!/usr/bin/env python3
"""Prints the records of a queue: consume.py [QUEUE]. The broker is what ZEEK_AMQP_URI names."""
import collections
import gzip
import json
import os
import sys

import pika
import zstandard

RECORDS = {"application/json", "application/x-ndjson"}
DECODERS = {
    None: bytes,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


def handle(log, record):
    print(log, record.get("ts"), record.get("uid"), flush=True)


uri = os.environ.get("ZEEK_AMQP_URI", "amqp://guest:guest@localhost:5672/%2F")
queue = sys.argv[1] if len(sys.argv) > 1 else "test_queue"
channel = pika.BlockingConnection(pika.URLParameters(uri)).channel()
channel.basic_qos(prefetch_count=100)
seen = collections.OrderedDict()  # the last message-ids, oldest first
for method, properties, body in channel.consume(queue):
    if properties.content_type in RECORDS and properties.message_id not in seen:
        try:
            lines = DECODERS[properties.content_encoding](body).splitlines()
            records = [pair for line in lines for pair in json.loads(line).items()]
        except Exception as error:  # nothing that would read better the second time: to the dead letters
            print(f"message {properties.message_id}: {error!r}", file=sys.stderr)
            channel.basic_reject(method.delivery_tag, requeue=False)
            continue
        for log, record in records:
            handle(log, record)
        if properties.message_id:
            seen[properties.message_id] = None
        if len(seen) > 100_000:
            seen.popitem(last=False)
    channel.basic_ack(method.delivery_tag)
