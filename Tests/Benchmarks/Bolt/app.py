"""Slack's Bolt for Python doing what the bot does before an acknowledgement: check the signature, insert one row, answer.

Usage: app.py PORT DATABASE SECRET. Prints "ready" when it listens. Keys that were seen before change nothing.
"""

import logging
import re
import sqlite3
import sys

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

port, path, secret = int(sys.argv[1]), sys.argv[2], sys.argv[3]
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE inbox (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL)")
logging.disable(logging.CRITICAL)


async def authorize(**_):
    return AuthorizeResult(
        enterprise_id=None, team_id="T0LOAD", bot_token="xoxb-load", bot_id="B0LOAD", bot_user_id="U0BOT"
    )


app = AsyncApp(signing_secret=secret, authorize=authorize)


def keep(key, body):
    database.execute(
        "INSERT INTO inbox (key, body) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", (key, repr(body))
    )


@app.command("/incident")
async def command(ack, body):
    keep(body["trigger_id"], body)
    await ack("Incident 1 is open.")


@app.action(re.compile("."))
async def action(ack, body):
    keep(body["trigger_id"], body)
    await ack()


@app.event("message")
async def message(event, body):
    keep(event["channel"] + event["ts"], body)


async def ready(_):
    print("ready", flush=True)


server = app.web_app(path="/slack/events")
server.on_startup.append(ready)
web.run_app(server, host="127.0.0.1", port=port, print=None)
