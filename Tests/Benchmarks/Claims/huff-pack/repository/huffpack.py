"""Huffman packing of short telemetry texts.

    unpack(pack(text)) == text        for every text, also the empty one

Format: table as {letter: code}, number of letters, bits as a string of 0 and 1.
"""
import heapq
import json
from collections import Counter
from itertools import count


def _tree(freq):
    tick = count()
    heap = [(n, next(tick), letter) for letter, n in sorted(freq.items())]
    heapq.heapify(heap)
    while len(heap) > 1:
        n1, _, a = heapq.heappop(heap)
        n2, _, b = heapq.heappop(heap)
        heapq.heappush(heap, (n1 + n2, next(tick), (a, b)))
    return heap[0][2]


def codes(text):
    table = {}
    if not text:
        return table

    def walk(node, code):
        if isinstance(node, tuple):
            walk(node[0], code + "0")
            walk(node[1], code + "1")
        else:
            table[node] = code

    walk(_tree(Counter(text)), "")
    return table


def pack(text):
    table = codes(text)
    return {"table": table, "n": len(text), "bits": "".join(table[c] for c in text)}


def unpack(packed):
    letters = {code: letter for letter, code in packed["table"].items()}
    bits, at, out = packed["bits"], 0, []
    while len(out) < packed["n"]:
        code = bits[at]
        at += 1
        while code not in letters:
            code += bits[at]
            at += 1
        out.append(letters[code])
    return "".join(out)


def dumps(text):
    return json.dumps(pack(text), ensure_ascii=False)


def loads(raw):
    return unpack(json.loads(raw))
