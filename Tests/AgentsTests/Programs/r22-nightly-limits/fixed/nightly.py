"""Run by cron."""
import os

LIMITS = {"small": 10, "large": 100}


def limit_for(size):
    return LIMITS.get(size, 10)


SIZE = os.environ.get("SIZE", "medium")
BATCH = limit_for(SIZE)

if __name__ == "__main__":
    print(BATCH)
