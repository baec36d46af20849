"""The messenger's page: one template in the reader's language, with the words that its script needs."""

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from locales import catalogs, jinja
from locales.reader import Reader
from locales.text import Text, _
from sandbox.server import WORLD

STATIC = Path(__file__).with_name("static")
LANGUAGES = ("fr", "en", "es", "ar", "pt", "uk", "zh", "hi", "vi", "fa")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
WORDS: Mapping[str, Text] = {
    "bot": _("bot"),
    "typing": _("is typing…"),
    "uploading": _("is sending a file…"),
    "edited": _("edited"),
    "sent": _("Sent"),
    "received": _("Received by the bot"),
    "voice": _("Voice message"),
    "sticker": _("Sticker"),
    "contact": _("Contact"),
    "picture": _("Picture"),
    "reveal": _("Show the hidden text"),
    "copied": _("Copied: {text}", text="{text}"),
    "link": _("{label} (opens in a new tab)", label="{label}"),
    "copy": _("{label} (copies a text)", label="{label}"),
    "unread": _("{name}, new messages", name="{name}"),
    "chat": _("Conversation of {name} with {bot}", name="{name}", bot="{bot}"),
    "phone": _("Telephone of {name}", name="{name}"),
    "message": _("Message"),
    "no_invitation": _("That is not an invitation: paste its link or its code."),
    "lost": _("The sandbox does not answer. Trying again…"),
    "failed": _("That did not work: {reason}", reason="{reason}"),
    "reaction": _("Reaction of the bot: {emoji}", emoji="{emoji}"),
    "protected": _("Protected from forwarding"),
    "blocked": _("You have blocked the bot."),
}


def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sandbox"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.install(made)
    return made


PAGE = environment().get_template("page.html")


async def show(request: web.Request) -> web.Response:
    reader = catalogs.reader(language(request), "UTC")
    bot = request.config_dict[WORLD].bot
    about = {"lang": reader.locale, "bot": bot.name, "username": bot.username}
    words = {name: reader.plain(text) for name, text in WORDS.items()}
    body = PAGE.render(reader=reader, bot=bot, page={**about, "words": words}, tongues=tongues(reader))
    headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "Vary": "Accept-Language"}
    return web.Response(text=body, content_type="text/html", headers=headers)


async def with_slash(request: web.Request) -> web.Response:
    """The page's addresses are relative, so its own must end as a folder's."""
    raise web.HTTPFound(f"{request.path}/")


async def no_cache(request: web.Request, response: web.StreamResponse) -> None:
    del request
    response.headers.setdefault("Cache-Control", "no-cache")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")


def language(request: web.Request) -> str:
    """The language asked for in the address, else the browser's first that is shipped, else the default."""
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("Accept-Language", "").split(",")]
    for wanted in (request.query.get("lang", ""), *accepted):
        if wanted.lower().replace("_", "-").partition("-")[0] in catalogs.LANGUAGES:
            return catalogs.resolve(wanted)
    return catalogs.DEFAULT


def tongues(reader: Reader) -> list[tuple[str, str]]:
    """Languages that a persona's telephone may be set to, by name."""
    return [(code, reader.tongue(code)) for code in LANGUAGES]


ROUTES = (
    web.get("", with_slash),
    web.get("/", show),
    web.static("/static/", STATIC),
)
