import argparse
import os
import sys

from .store import Store


def cmd_add(store, args):
    tasks = store.load()
    tasks.append({"text": args.text, "due": args.due, "done": False})
    store.save(tasks)
    print(f"#{len(tasks)} {args.text}")
    return 0


def cmd_list(store, args):
    for n, t in enumerate(store.load(), 1):
        if t["done"] and not args.all:
            continue
        mark = "x" if t["done"] else " "
        due = f" (due {t['due']})" if t["due"] else ""
        print(f"[{mark}] {n} {t['text']}{due}")
    return 0


def cmd_done(store, args):
    tasks = store.load()
    if not 1 <= args.number <= len(tasks):
        print(f"no task #{args.number}", file=sys.stderr)
        return 1
    tasks[args.number - 1]["done"] = True
    store.save(tasks)
    return 0


def build():
    p = argparse.ArgumentParser(prog="todo")
    p.add_argument("--file", default=os.path.expanduser("~/.todo.json"))
    sub = p.add_subparsers(title="commands")

    add = sub.add_parser("add")
    add.add_argument("text")
    add.add_argument("--due")
    add.set_defaults(func=cmd_add)

    ls = sub.add_parser("list")
    ls.add_argument("--all", action="store_true")
    ls.set_defaults(func=cmd_list)

    done = sub.add_parser("done")
    done.add_argument("number", type=int)
    done.set_defaults(func=cmd_done)
    return p


def main(argv=None):
    args = build().parse_args(argv)
    return args.func(Store(args.file), args)


if __name__ == "__main__":
    sys.exit(main())
