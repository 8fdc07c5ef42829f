import math
import sys

G = 9.81
RANGE_SPRING = 320.0   # cm
RANGE_NEAP = 140.0


def read(path):
    rows = []
    with open(path) as fh:
        for line in fh:
            line = line.split("#")[0].strip()
            if line == "":
                continue
            a, b = line.split(",")
            rows.append((int(a), float(b)))
    return rows


def analyse(rows, depth=None):
    # ------------------------------------------------------------
    # 1. sort, drop doubles
    # ------------------------------------------------------------
    rows = sorted(rows)
    clean = []
    for i in range(len(rows)):
        if i > 0 and rows[i][0] == rows[i - 1][0]:
            continue
        clean.append(rows[i])
    n = len(clean)
    if n < 2:
        raise ValueError("need at least two samples")

    # ------------------------------------------------------------
    # 2. mean level, trapezoid because sampling may be uneven
    # ------------------------------------------------------------
    area = 0.0
    for i in range(1, n):
        dt = clean[i][0] - clean[i - 1][0]
        area = area + dt * (clean[i][1] + clean[i - 1][1]) / 2.0
    total = clean[-1][0] - clean[0][0]
    mean = area / total

    # ------------------------------------------------------------
    # 3. binned curve for the plot
    # ------------------------------------------------------------
    step = n // 24
    bins = []
    for k in range(0, n, max(step, 1)):
        part = clean[k:k + step]
        s = 0.0
        for p in part:
            s = s + p[1]
        bins.append(s / len(part))

    # ------------------------------------------------------------
    # 4. high and low water
    # ------------------------------------------------------------
    high = clean[0]
    low = clean[0]
    for p in clean:
        if p[1] > high[1]:
            high = p
        if p[1] < low[1]:
            low = p
    rng = high[1] - low[1]

    # ------------------------------------------------------------
    # 5. spring or neap
    # ------------------------------------------------------------
    if rng >= RANGE_SPRING:
        kind = "spring"
    elif rng <= RANGE_NEAP:
        kind = "neap"
    else:
        kind = "mid"

    # ------------------------------------------------------------
    # 6. rms about the mean
    # ------------------------------------------------------------
    ss = 0.0
    for p in clean:
        ss = ss + (p[1] - mean) ** 2
    rms = math.sqrt(ss / n)

    # ------------------------------------------------------------
    # 7. wave speed, only when we know the depth (m)
    # ------------------------------------------------------------
    speed = None
    if depth is not None:
        speed = math.sqrt(G * depth)

    return {
        "n": n, "mean": mean, "bins": bins,
        "high": high, "low": low, "range": rng,
        "kind": kind, "rms": rms, "speed": speed,
    }


def fmt(res):
    out = []
    out.append("samples %d" % res["n"])
    out.append("mean    %.1f cm" % res["mean"])
    out.append("HW      %02d:%02d %.0f cm" % (res["high"][0] // 60, res["high"][0] % 60, res["high"][1]))
    out.append("LW      %02d:%02d %.0f cm" % (res["low"][0] // 60, res["low"][0] % 60, res["low"][1]))
    out.append("tide    %s" % res["kind"])
    return "\n".join(out)


if __name__ == "__main__":
    print(fmt(analyse(read(sys.argv[1]))))
