"""What browsers are told on every answer, so that a page of ours does only what it should."""

from aiohttp import web

from console.settings import ConsoleSettings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000"


def raise_shields(app: web.Application, settings: ConsoleSettings) -> None:
    async def shield(_request: web.Request, response: web.StreamResponse) -> None:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.secure:
            response.headers["Strict-Transport-Security"] = HSTS
        if response.headers.get("Cache-Control", "no-cache") == "no-cache":
            response.headers["Cache-Control"] = "no-store"

    app.on_response_prepare.append(shield)
