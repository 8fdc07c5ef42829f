from printing.pool import PrinterPool

PAGES_PER_JOB = 50


class JobRefused(Exception):
    pass


class PrintRoom:
    def __init__(self, pool: PrinterPool):
        self.pool = pool
        self.printed = []

    def print_document(self, title, pages):
        printer = self.pool.lease()
        # One job must not block a printer for long.
        if len(pages) > PAGES_PER_JOB:
            raise JobRefused(f"{title} has {len(pages)} pages, {PAGES_PER_JOB} are allowed")
        for number, page in enumerate(pages, 1):
            self.printed.append((printer, title, number, self.render(page)))
        self.pool.hand_back(printer)
        return len(pages)

    def render(self, page):
        return page.strip().upper()
