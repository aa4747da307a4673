"""What the gateway's tests share: a ledger in memory, a declared shape, and requests."""

from decimal import Decimal

from pydantic import BaseModel

from copilot import gateway
from copilot.gateway import budget, routes
from copilot.gateway.openai_client import OpenAIClient
from copilot.gateway.types import Bounds, Tally


class Shape(BaseModel):
    sum: int
    word: str


class MemoryLedger:
    def __init__(self, recent=(), spent="0", changed=(), agreed=None):
        self.lines, self.told = [], []
        self._recent, self._spent, self._agreed = list(recent), Decimal(spent), agreed or {}
        self._changed = {route.name: route for route in changed}

    def record(self, line):
        self.lines.append(line)

    def recent(self, model, now):
        return self._recent

    def standing(self):
        return budget.Standing(self._spent, budget.from_settings())

    def tell(self, level, standing):
        self.told.append(level)

    def route(self, name):
        return routes.bounded(self._changed.get(name) or routes.built_in(name))

    def prices(self):
        return self._agreed


def request(**changes):
    values = {"purpose": "draft", "route": "strong", "system": "Be kind.", "user": "Hello", "schema": Shape}
    return gateway.Request(**{**values, **changes})


def use(settings, server, seconds=5.0):
    """Points the desk's settings at a server."""
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "sk-test-secret", server.url
    settings.OPENAI_STRONG_MODEL, settings.OPENAI_SMALL_MODEL = "gpt-5-mini-test", "small-test"
    settings.MODEL_TIMEOUT_SECONDS = seconds


class Client:
    """The real client with waits that are written down instead of waited for."""

    def __init__(self, server):
        self.waits, self.tally = [], Tally()
        self._client = OpenAIClient("sk-test-secret", server.url, sleep=self._sleep, chance=lambda: 0.5)

    async def _sleep(self, seconds):
        self.waits.append(seconds)

    def ask(self, seconds=5.0, model="m", attempt=float("inf"), **changes):
        return self._client.ask(request(**changes), model, Bounds(seconds, attempt), self.tally)

    def embed(self, texts, seconds=5.0, model="m"):
        return self._client.embed(texts, model, Bounds(seconds), self.tally)

    def stream(self, seconds=5.0, model="m", **changes):
        return self._client.stream(request(schema=None, **changes), model, Bounds(seconds), self.tally)
