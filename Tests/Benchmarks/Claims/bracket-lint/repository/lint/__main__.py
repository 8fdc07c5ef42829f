import argparse
import sys

from .brackets import check
from .report import STYLES


def main(argv=None):
    ap = argparse.ArgumentParser(prog="lint")
    ap.add_argument("files", nargs="+")
    ap.add_argument("--style", choices=sorted(STYLES), default="plain")
    ap.add_argument("--max", type=int)
    a = ap.parse_args(argv)
    bad = 0
    for name in a.files:
        with open(name, encoding="utf-8") as fh:
            lines = STYLES[a.style](name, check(fh.read()), a.max)
        bad += bool(lines)
        for line in lines:
            print(line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
