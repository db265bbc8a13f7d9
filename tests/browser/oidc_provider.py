"""A provider of OpenID Connect on the loopback address: whoever comes chooses who they are."""

import html
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = {"client_id": "bundlewise", "client_secret": "of a test"}
REFUSED = "Refuse"
KEY = RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})


class Provider(BaseHTTPRequestHandler):
    """Answers of one provider; the code that it gives is what the token will say."""

    accounts: dict[str, dict[str, Any]]
    asked_scopes: list[str]

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, dict(parse_qs(urlsplit(self.path).query))
        given = {name: values[0] for name, values in asked.items()}
        if path == "/authorize":
            self.asked_scopes.append(given["scope"])
            self._answer(self._form(given).encode(), "text/html")
        elif path == "/chosen":
            told = {"error": "access_denied"} if given["name"] == REFUSED else {"code": json.dumps(given)}
            self._send_to(f"{given['redirect_uri']}?{urlencode(told | {'state': given['state']})}")
        elif path == "/logout":
            self._send_to(given["post_logout_redirect_uri"])
        else:
            known = {
                "/jwks": {"keys": [KEY.as_dict(private=False)]},
                "/.well-known/openid-configuration": self._facts(),
            }
            self._answer(json.dumps(known[path]).encode(), "application/json")

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        chosen, now = json.loads(body["code"][0]), int(time.time())
        claims = {"iss": self._address(), "aud": CLIENT["client_id"], "sub": chosen["name"], "iat": now}
        claims |= {"exp": now + 3600, "nonce": chosen["nonce"]} | self.accounts[chosen["name"]]
        token = jwt.encode({"alg": "RS256", "kid": "test"}, claims, KEY)
        answer = {"access_token": "x", "token_type": "Bearer", "expires_in": 3600, "id_token": token}
        self._answer(json.dumps(answer).encode(), "application/json")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _facts(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        facts = {name: f"{self._address()}/{place}" for name, place in places.items()}
        ways = {
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }
        return facts | ways | {"issuer": self._address(), "end_session_endpoint": f"{self._address()}/logout"}

    def _form(self, given: dict[str, str]) -> str:
        kept = {name: given[name] for name in ("redirect_uri", "state", "nonce")}
        fields = "".join(f'<input type=hidden name={n} value="{html.escape(v)}">' for n, v in kept.items())
        buttons = "".join(
            f"<button name=name value={name}>{name}</button>" for name in [*self.accounts, REFUSED]
        )
        return f"<form action=/chosen>{fields}{buttons}</form>"

    def _address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def _send_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def provider(accounts: dict[str, dict[str, Any]], asked_scopes: list[str]) -> Iterator[str]:
    """Run a provider that knows these accounts (name → claims) and give its address.

    Parameters
    ----------
    asked_scopes : grows by what each login asks for
    """
    kind = type("Known", (Provider,), {"accounts": accounts, "asked_scopes": asked_scopes})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
