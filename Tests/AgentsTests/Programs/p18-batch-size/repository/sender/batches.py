from sender import settings


def cut(addresses, limit):
    """Lists of at most `limit` addresses."""
    batches, current = [], []
    for address in addresses:
        if len(current) >= limit:
            batches.append(current)
            current = []
        current.append(address)
    if current:
        batches.append(current)
    return batches


def plan(addresses, environment):
    limit = settings.read(environment)["batch_size"]
    return cut(addresses, limit)
