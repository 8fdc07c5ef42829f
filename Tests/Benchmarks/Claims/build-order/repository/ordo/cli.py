import argparse
import json
import sys

from .errors import OrdoError
from .graph import Graph


def main(argv=None):
    ap = argparse.ArgumentParser(prog="ordo")
    ap.add_argument("-f", "--file", default="ordo.json")
    ap.add_argument("goal")
    opts = ap.parse_args(argv)
    with open(opts.file, encoding="utf-8") as fh:
        graph = Graph(json.load(fh))
    try:
        for name in graph.order(opts.goal):
            print(name)
    except OrdoError as e:
        print(f"ordo: {e}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
