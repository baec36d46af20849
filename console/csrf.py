"""Proof that a form was sent from a page of ours: a token that only the browser's secret cookie can produce.

Who is signed in has the session's token as the secret, so the proof is bound to that sign-in and ends with it; who is
not yet gets a visitor's cookie with the sign-in page.
"""

import hmac

from aiohttp import web

from console.sessions import COOKIE, SIGN_IN

VISITOR = "jalon_visitor"
FIELD = "csrf"
HEADER = "X-CSRF-Token"
NEW_VISITOR = web.RequestKey("new_visitor", str)


def token(request: web.Request) -> str:
    secret = _secret(request)
    return hmac.new(secret.encode(), b"console form", "sha256").hexdigest() if secret else ""


def holds(request: web.Request, field: str) -> bool:
    expected = token(request)
    sent = request.headers.get(HEADER) or field
    return bool(expected) and hmac.compare_digest(expected.encode(), sent.encode(errors="surrogatepass"))


def _secret(request: web.Request) -> str:
    if SIGN_IN in request:
        return request.cookies.get(COOKIE, "")
    return request.get(NEW_VISITOR) or request.cookies.get(VISITOR, "")


def receive(request: web.Request, chance: str) -> None:
    """Gives a visitor a secret, if they have none; `keep` lets the browser hold it."""
    if SIGN_IN not in request and VISITOR not in request.cookies:
        request[NEW_VISITOR] = chance


def keep(request: web.Request, response: web.StreamResponse, *, secure: bool) -> None:
    if NEW_VISITOR in request:
        response.set_cookie(VISITOR, request[NEW_VISITOR], httponly=True, samesite="Strict", secure=secure)
