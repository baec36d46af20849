"""How often somebody may try a password or a code: counted by address, so that guessing one takes years."""

import hashlib

from aiohttp import web
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

BY_ADDRESS = parse("60 per 10 minutes")
"""An office may stand behind one address."""
BY_EMAIL = parse("10 per 10 minutes")
CODES = parse("60 per 10 minutes")


class Attempts:
    """Counts attempts in memory: each process of several allows as many."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def allowed(self, address: str, email: str) -> bool:
        """Counts an attempt; False where there were too many of them."""
        by_address = await self._limiter.hit(BY_ADDRESS, "address", address)
        return await self._limiter.hit(BY_EMAIL, "email", _key(email)) and by_address

    async def may_verify(self, address: str) -> bool:
        """Counts a code that somebody looks up."""
        return await self._limiter.hit(CODES, "code", address)

    async def may_guess(self, address: str) -> bool:
        """Counts a link that leads nowhere."""
        return await self._limiter.hit(CODES, "link", address)

    async def succeeded(self, email: str) -> None:
        await self._clear(BY_EMAIL, "email", _key(email))

    async def _clear(self, item: RateLimitItem, *names: str) -> None:
        await self._limiter.clear(item, *names)


def _key(email: str) -> str:
    """A name of limited length for whatever was typed as an e-mail address."""
    return hashlib.sha256(email.strip().casefold().encode()).hexdigest()


def address(request: web.Request, proxies: int) -> str:
    """Who asks, as told by the last proxy that is ours."""
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return told[-proxies] if proxies and len(told) >= proxies else request.remote or ""
