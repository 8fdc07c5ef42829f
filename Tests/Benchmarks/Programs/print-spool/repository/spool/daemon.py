from .queue import NothingToPrint, PrintQueue


def turn(queue: PrintQueue, printer):
    """Prints one job; False when there is nothing to do."""
    try:
        job = queue.start()
    except NothingToPrint:
        return False
    printer(job)
    queue.done()
    return True
