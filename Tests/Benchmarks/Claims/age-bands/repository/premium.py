"""Monthly premiums of the travel cover.

    premium.py AGE WEEKS [--ski]
"""
import argparse
from bisect import bisect_right

UPPER = [17, 30, 50, 65, 75, 85]            # a band ends with this age (inclusive)
CENTS = [690, 990, 1240, 1890, 3150, 5600]  # a week


def band(age):
    if age < 0:
        raise ValueError(f"age {age}")
    return bisect_right(UPPER, age - 1)


def weekly(age):
    return CENTS[band(age)]


def premium(age, weeks, ski=False):
    cents = weekly(age) * weeks
    if weeks >= 8:
        cents = cents * 9 // 10
    if ski:
        cents += 450 * weeks
    return cents


def family(ages, weeks):
    """Everybody pays, the youngest child under 18 goes free."""
    ages = sorted(ages)
    free = ages[0] < 18 and len(ages) > 1
    return sum(premium(a, weeks) for a in ages[free:])


def offers(people, weeks):
    return {name: premium(age, weeks) for name, age in people}


def main(argv=None):
    p = argparse.ArgumentParser()
    p.add_argument("age", type=int)
    p.add_argument("weeks", type=int)
    p.add_argument("--ski", action="store_true")
    a = p.parse_args(argv)
    print(f"{premium(a.age, a.weeks, a.ski) / 100:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
