from .documents import Document, Expiring, Redactable


class Invoice(Expiring, Document):
    category = "invoice"

    def title(self):
        return f"Invoice {self.ident}"


class Letter(Redactable, Expiring, Document):
    category = "letter"

    def title(self):
        return f"Letter to {self.subject}"


class XRay(Redactable, Expiring, Document):
    category = "x-ray"

    def title(self):
        return f"X-ray of {self.subject}"


class GeneTest(Redactable, Expiring, Document):
    category = "gene-test"

    def title(self):
        return f"Gene test of {self.subject}"
