from .lease import Lease


def run_report(path, collect, deliver):
    """Collecting needs the lease, delivering takes long and doesn't."""
    with Lease(path, "report") as lease:
        data = collect()
        lease.release()
        deliver(data)
    return len(data)


def run_cleanup(path, remove):
    with Lease(path, "cleanup"):
        return remove()
