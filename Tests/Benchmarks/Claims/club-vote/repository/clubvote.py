"""Ballots of the yearly meeting.

    python3 clubvote.py ballots.txt

One ballot a line, candidates best first, separated by ">".  Instant runoff: as
long as nobody has more than half of the valid ballots, the weakest goes out and
its ballots move on to the next name.
"""
import sys
from collections import Counter


def parse(text):
    return [[name.strip() for name in line.split(">")] for line in text.splitlines() if line.strip()]


def first_choices(ballots, running):
    tally = Counter({name: 0 for name in running})
    for ballot in ballots:
        for name in ballot:
            if name in running:
                tally[name] += 1
                break
    return tally


def weakest(tally):
    low = min(tally.values())
    [out] = [name for name, votes in tally.items() if votes == low]
    return out


def runoff(ballots):
    """(winner, rounds); a round is the tally as a dict"""
    running = {name for ballot in ballots for name in ballot}
    rounds = []
    while True:
        tally = first_choices(ballots, running)
        rounds.append(dict(tally))
        top, votes = tally.most_common(1)[0]
        if votes * 2 > sum(tally.values()):
            return top, rounds
        running.remove(weakest(tally))


def minutes(winner, rounds):
    out = []
    for n, tally in enumerate(rounds, 1):
        out.append(f"round {n}: " + ", ".join(f"{k} {v}" for k, v in sorted(tally.items(), key=lambda i: (-i[1], i[0]))))
    out.append(f"elected: {winner}")
    return "\n".join(out)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as fh:
        print(minutes(*runoff(parse(fh.read()))))
