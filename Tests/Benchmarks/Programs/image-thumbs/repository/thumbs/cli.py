import argparse
import sys

from thumbs.sizes import SizeError, fit, parse_size


def main(arguments=None, out=sys.stdout):
    parser = argparse.ArgumentParser(prog="thumbs")
    parser.add_argument("size")
    parser.add_argument("--box", default="100x100")
    options = parser.parse_args(arguments)
    try:
        size = fit(parse_size(options.size), parse_size(options.box))
    except SizeError as error:
        print(f"thumbs: {error}", file=out)
        return 2
    print("%dx%d" % size, file=out)
    return 0
