def plain(name, problems, max=None):
    """One line per problem, `max` lines at most (None: all)."""
    out = []
    for p in problems:
        if max is not None and len(out) == max:
            break
        out.append(f"{name}:{p.line}:{p.column}: {p.text}")
    return out


def aligned(name, problems, max=None):
    """Like plain(), with the places in a column of their own."""
    problems = list(problems)[:max]
    if not problems:
        return []
    width = max(len(f"{p.line}:{p.column}") for p in problems)
    return [f"{name}  {p.line}:{p.column}".ljust(len(name) + 2 + width) + f"  {p.text}" for p in problems]


STYLES = {"plain": plain, "aligned": aligned}
