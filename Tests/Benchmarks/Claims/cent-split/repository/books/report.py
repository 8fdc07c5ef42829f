def standing(journal):
    """{person: what the others owe them (+) or they owe (-)}"""
    people = sorted({account for _, account, _ in journal.postings})
    return {p: journal.balance(p) for p in people}


def text(journal):
    return "\n".join(f"{p:<10}{b:>10}" for p, b in standing(journal).items())
