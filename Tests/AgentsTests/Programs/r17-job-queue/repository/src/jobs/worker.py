from jobs.decode import decode


class Worker:
    def __init__(self, handlers):
        self.handlers = handlers
        self.done = 0

    def run(self, messages):
        for message in messages:
            job = decode(message)
            handler = self.handlers.get(job["name"])
            if handler is not None:
                handler(**job["arguments"])
                self.done += 1
        return self.done
