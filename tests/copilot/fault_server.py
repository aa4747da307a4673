"""A model server that misbehaves on request: Chat Completions and Embeddings on a loopback port.

In tests: `with running("429", "normal") as server:` answers the first request with 429 and all later ones
normally (the last mode stays). By hand: `python -m tests.copilot.fault_server --mode slow --port 8099`, then
`OPENAI_BASE_URL=http://127.0.0.1:8099/v1` for the desk. Keys are never checked and nothing is stored on disk.
"""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODES = {
    "normal": "an answer that fits the schema",
    "slow": "the same, after --delay seconds",
    "drip": "a byte of blank every so often and never an answer, which defeats timeouts between bytes",
    "429": "too many requests, without saying when",
    "429-after": "too many requests, Retry-After: 1",
    "429-long": "too many requests, Retry-After: 3600",
    "no-credit": "429 because the account is empty",
    "500": "an error of the server's own",
    "401": "the key is refused, and the message repeats it",
    "hang-up": "the connection is closed without an answer",
    "broken-json": "a body that ends in the middle",
    "fenced": "the JSON in a code fence with prose around it",
    "prose": "no JSON at all",
    "wrong-keys": "JSON of another shape",
    "no-schema": "400 for response_format json_schema, normal otherwise",
    "no-format": "400 for any response_format, normal otherwise",
    "no-temperature": "400 when a temperature is given, normal otherwise",
    "refuses": "finish_reason content_filter",
    "refusal": "a refusal message",
    "filtered": "400 with code content_filter",
    "too-long": "400 with code context_length_exceeded",
    "length": "cut off at the length limit",
    "cut-off": "a stream that breaks in the middle (an ordinary answer breaks too)",
    "empty": "no choices",
    "wrong-shape": "valid JSON that is no completion",
    "html": "a web page with status 200",
    "backwards": "vectors in the opposite order, each with its index",
    "fewer": "a vector fewer than texts",
    "ragged": "vectors of different widths",
    "pointless": "vectors of noughts",
    "wide": "vectors of another width than usual",
    "no-numbers": "vectors as base64",
}
STATUS = {"429": 429, "429-after": 429, "429-long": 429, "no-credit": 429, "500": 500, "401": 401}
RETRY_AFTER = {"429-after": "1", "429-long": "3600"}
USAGE = {"prompt_tokens": 120, "completion_tokens": 40, "total_tokens": 160}


def sample(schema: dict, root: dict | None = None) -> object:
    """The simplest value of a JSON schema."""
    root = root or schema
    if "$ref" in schema:
        return sample(root["$defs"][schema["$ref"].split("/")[-1]], root)
    kind = schema.get("type")
    if kind == "object":
        return {name: sample(part, root) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema["items"], root)]
    return {"integer": 42, "number": 0.5, "boolean": True}.get(str(kind), "ready")


class FaultServer(ThreadingHTTPServer):
    """`script` holds the modes still to come; `seen` the bodies of all requests so far."""

    daemon_threads = True

    def __init__(self, modes: list[str], *, port: int = 0, delay: float = 5.0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.script, self.delay = list(modes), delay
        self.answers: list[str] = []
        self.logprobs: list[dict] | None = None
        self.seen: list[dict] = []
        self.lock = threading.Lock()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def next_mode(self, body: dict) -> str:
        with self.lock:
            self.seen.append(body)
            return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def answer(self, body: dict) -> str:
        """The scripted answer, else the simplest one of the asked shape."""
        with self.lock:
            if self.answers:
                return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        described = (body.get("response_format") or {}).get("json_schema")
        return json.dumps(sample(described["schema"])) if described else '{"sum": 42, "word": "ready"}'

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gave up is what most modes are for; no traceback."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each small answer waits 40 ms for an acknowledgement
    server: FaultServer

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        mode = self.server.next_mode(body)
        if mode == "hang-up":
            self.close_connection = True
        elif mode == "drip":
            self.drip()
        elif mode in STATUS:
            self.fail(mode, body)
        elif complaint := refused_request(mode, body):
            self.send(400, {"error": complaint})
        else:
            if mode == "slow":
                self.server.closing.wait(self.server.delay)
            self.stream(mode, body) if body.get("stream") else self.answer(mode, body)

    def said(self, body: dict) -> object:
        return body["input"] if self.path.endswith("/embeddings") else body["messages"][-1]["content"]

    def fail(self, mode: str, body: dict) -> None:
        code = "insufficient_quota" if mode == "no-credit" else None
        message = f"scripted {mode}; {self.headers['Authorization']}; {self.said(body)}"
        headers = {"Retry-After": RETRY_AFTER[mode]} if mode in RETRY_AFTER else {}
        self.send(STATUS[mode], {"error": {"message": message, "code": code}}, headers)

    def answer(self, mode: str, body: dict) -> None:
        if mode == "html":
            return self.send_bytes(200, b"<html>Welcome to the proxy</html>", "text/html")
        if mode == "wrong-shape":
            return self.send(200, {"status": "fine"})
        if self.path.endswith("/embeddings"):
            whole = embeddings_of(mode, body)
        else:
            whole = completion_of(mode, self.server.answer(body), body, self.server.logprobs)
        raw = json.dumps(whole).encode()
        if mode in {"broken-json", "cut-off"}:
            raw = raw[: len(raw) // 2]
        return self.send_bytes(200, raw, "application/json")

    def stream(self, mode: str, body: dict) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        words = ["One, ", "two, ", "three, ", "four, ", "five."] if not self.server.answers else self.pieces()
        for n, word in enumerate(words):
            if mode == "cut-off" and n == 3:
                return
            self.event({"choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]})
        finish = "content_filter" if mode == "refuses" else "stop"
        self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        self.event({"choices": [], "usage": USAGE})
        self.wfile.write(b"data: [DONE]\n\n")

    def pieces(self) -> list[str]:
        text = self.server.answers[0]
        return [text[at : at + 4] for at in range(0, len(text), 4)]

    def event(self, value: dict) -> None:
        frame = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "fault", **value}
        self.wfile.write(b"data: " + json.dumps(frame).encode() + b"\n\n")
        self.wfile.flush()

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b" ")
            self.wfile.flush()
            if self.server.closing.wait(0.02):
                return

    def send(self, status: int, value: dict, headers: dict[str, str] | None = None) -> None:
        self.send_bytes(status, json.dumps(value).encode(), "application/json", headers)

    def send_bytes(self, status: int, raw: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)


def refused_request(mode: str, body: dict) -> dict | None:
    """The error body of a request this mode will not take."""
    asked = (body.get("response_format") or {}).get("type")
    if mode == "no-schema" and asked == "json_schema":
        return {"message": "response_format.type json_schema is unknown here", "param": "response_format"}
    if mode == "no-format" and asked:
        return {"message": "unexpected field", "param": None}
    if mode == "no-temperature" and "temperature" in body:
        return {"message": "Unsupported value", "param": "temperature"}
    if mode == "filtered":
        return {"message": "triggered the filter", "code": "content_filter"}
    if mode == "too-long":
        return {"message": "maximum context length", "code": "context_length_exceeded"}
    return None


def completion_of(mode: str, text: str, body: dict, logprobs: list[dict] | None) -> dict:
    """The body of an ordinary answer, with whatever the mode spoils."""
    spoiled = {
        "fenced": f"Of course! Here it is:\n```json\n{text}\n```\nAnything else?",
        "prose": "I think the customer should be told that all is well.",
        "wrong-keys": '{"greeting": "hello", "farewell": "goodbye"}',
    }
    message: dict = {"role": "assistant", "content": spoiled.get(mode, text)}
    if mode == "refusal":
        message |= {"content": None, "refusal": "I cannot help with that."}
    finish = {"refuses": "content_filter", "length": "length"}.get(mode, "stop")
    choice = {"index": 0, "message": message, "finish_reason": finish}
    if logprobs and body.get("logprobs"):
        choice["logprobs"] = {"content": logprobs}
    return {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [] if mode == "empty" else [choice],
        "usage": USAGE,
    }


def embeddings_of(mode: str, body: dict) -> dict:
    """A vector a text, its letters counted, so that like texts are alike; with whatever the mode spoils."""
    letters = "abcdefghijklmnopqrstuvwxyz" if mode == "wide" else "abcdefghijklmnop"
    rows: list = [[text.count(letter) + 0.1 for letter in letters] for text in body["input"]]
    if mode == "ragged":
        rows[-1] = rows[-1][:-1]
    if mode == "pointless":
        rows = [[0.0] * len(row) for row in rows]
    if mode == "no-numbers":
        rows = ["zczMPc3MzD0=" for _ in rows]
    data = [{"object": "embedding", "index": place, "embedding": row} for place, row in enumerate(rows)]
    data = {"backwards": data[::-1], "fewer": data[:-1], "empty": []}.get(mode, data)
    usage = {"prompt_tokens": 7 * len(rows), "total_tokens": 7 * len(rows)}
    return {"object": "list", "model": body["model"], "data": data, "usage": usage}


@contextmanager
def running(*modes: str, delay: float = 5.0) -> Iterator[FaultServer]:
    """A server in a thread, stopped afterwards."""
    server = FaultServer(list(modes or ("normal",)), delay=delay)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=2)


def main() -> None:
    modes = "\n".join(f"  {name:15} {what}" for name, what in MODES.items())
    parser = argparse.ArgumentParser(
        description="A model server that misbehaves.",
        epilog=f"modes:\n{modes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--mode", action="append", choices=sorted(MODES), help="repeat for one a request")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--delay", type=float, default=60.0, help="seconds the mode slow waits")
    options = parser.parse_args()
    server = FaultServer(options.mode or ["normal"], port=options.port, delay=options.delay)
    print(f"{', '.join(server.script)} at {server.url} (stop with Ctrl+C)", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
