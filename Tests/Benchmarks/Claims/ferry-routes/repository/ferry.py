from pontoon import App, Response

app = App()
CROSSINGS = {4: "Oban - Craignure", 7: "Mallaig - Armadale"}


@app.route("/")
def index(request):
    return "crossings: " + ", ".join(CROSSINGS.values())


@app.route("/crossings/<int:id>")
def crossing(request, id):
    if id not in CROSSINGS:
        return Response("no such crossing", 404)
    return CROSSINGS[id]


@app.route("/search/<word>", methods=("GET", "POST"))
def search(request, word):
    limit = request.arg("limit", 10, type=int)
    hits = [v for v in CROSSINGS.values() if word.lower() in v.lower()]
    return "; ".join(hits[:limit])
