"""Files of the suppliers. `SUPPLIERS` says what each of them sends."""

SUPPLIERS = {
    "lindqvist": {"encoding": "utf-8", "sep": ";"},
    "moravia": {"encoding": "cp1250", "sep": "\t"},
    "baltex": {"sep": ";"},
}


def lines(supplier, raw):
    spec = SUPPLIERS[supplier]
    text = raw.decode(spec.get("encoding", "utf-8"))
    return [line.split(spec["sep"]) for line in text.splitlines() if line]
