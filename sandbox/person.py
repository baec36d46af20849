"""A person with a telephone, for tests: types, presses, sends, and waits for what the bot says.

amina = Person(world, 101, "Amina")
await amina.opens("CODE")
await amina.waits_for("Bonjour")
await amina.presses("Français")
"""

import re
from asyncio import get_running_loop
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.deeds import Deed, DeedError
from sandbox.errors import Json
from sandbox.files import Upload
from sandbox.reach import Nearby, Reach
from sandbox.world import World

CODE = re.compile(r"(?:.*[?&]start=)?([A-Za-z0-9_-]{1,64})$")
PATIENCE = 15.0
GLANCE = 0.5
"""A look at the chat that took longer counts as this: the machine stood still, not the bot."""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as the person sees it; `raw` is Telegram's JSON."""

    message_id: int
    text: str
    from_bot: bool
    buttons: tuple[tuple[Json, ...], ...]
    version: int
    raw: Json

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]

    @property
    def edited(self) -> bool:
        return "edit_date" in self.raw


class Person:
    """`waits_for` sees what the bot sent or changed since the person's last deed."""

    def __init__(
        self,
        world: World | Reach,
        user_id: int,
        first_name: str = "Amina",
        language_code: str = "fr",
        *,
        last_name: str = "",
        patience: float = PATIENCE,
    ) -> None:
        self.user_id = user_id
        self.first_name = first_name
        self.language_code = language_code
        self.last_name = last_name
        self.patience = patience
        self.answers: list[Json] = []
        self.state: Json = {}
        self._reach: Reach = Nearby(world) if isinstance(world, World) else world
        self._bubbles: dict[int, Bubble] = {}
        self._version = 0
        self._mark = 0
        self._met = False

    @property
    def messages(self) -> list[Bubble]:
        """What stands in the chat, oldest first, as last seen."""
        return [self._bubbles[key] for key in sorted(self._bubbles)]

    @property
    def heard(self) -> list[Bubble]:
        """What the bot sent or changed since the person's last deed."""
        return [bubble for bubble in self.messages if bubble.from_bot and bubble.version > self._mark]

    @property
    def screen(self) -> Bubble:
        """The last message with a keyboard, as last seen."""
        shown = [bubble for bubble in self.messages if bubble.from_bot and bubble.buttons]
        if not shown:
            raise AssertionError(f"no message with buttons in:\n{self._transcript()}")
        return shown[-1]

    @property
    def keyboard(self) -> list[str]:
        """Labels of the keyboard below the chat."""
        rows = (self.state.get("keyboard") or {}).get("keyboard", [])
        return [button["text"] for row in rows for button in row]

    async def types(self, text: str) -> int:
        """Sends a text; the id of its last message."""
        return int((await self._do(Deed("types", text=text)))[-1])

    async def opens(self, invitation: str) -> int:
        """Follows an invitation: `https://t.me/<bot>?start=CODE`, or a code alone."""
        code = CODE.match(invitation.strip())
        if code is None:
            raise DeedError(f"not an invitation: {invitation}")
        return await self.types(f"/start {code[1]}")

    async def presses(self, target: str | int, on: Bubble | int | None = None) -> str:
        """Presses a button by label, callback data or index; on the newest message that has it, unless told which.

        A link is returned, a text to copy as well; a button of the keyboard below the chat is typed.
        """
        await self.reads()
        for bubble in self._candidates(on):
            if button := _button(bubble, target):
                return await self._press(bubble, button)
        if isinstance(target, str) and target in self.keyboard:
            return str(await self.types(target))
        raise AssertionError(f"no button {target!r} in:\n{self._transcript()}")

    async def forges(self, data: str, on: Bubble | int | None = None) -> str:
        """Presses a button that nobody offered."""
        await self.reads()
        bubble = next(iter(self._candidates(on)))
        return str(await self._do(Deed("presses", message_id=bubble.message_id, data=data)))

    async def edits(self, message_id: int, text: str) -> None:
        await self._do(Deed("edits", message_id=message_id, text=text))

    async def shares_contact(self, phone: str = "+15145550142") -> int:
        return int(await self._do(Deed("shares_contact", phone=phone)))

    async def sends_document(
        self, content: bytes = b"%PDF-1.4", name: str = "cv.pdf", mime: str = "application/pdf", caption: str = ""
    ) -> int:
        return await self._send("document", Upload(name, mime, content), caption)

    async def sends_photo(self, content: bytes = PIXEL, caption: str = "") -> int:
        return await self._send("photo", Upload("photo.png", "image/png", content), caption)

    async def sends_voice(self) -> int:
        return await self._send("voice", Upload("voice.ogg", "audio/ogg", b"OggS"))

    async def sends_sticker(self) -> int:
        return await self._send("sticker", Upload("sticker.webp", "image/webp", b"RIFF"))

    async def blocks(self) -> None:
        await self._do(Deed("blocks"))

    async def unblocks(self) -> None:
        await self._do(Deed("unblocks"))

    async def reads(self, wait: float = 0) -> None:
        """Looks at the chat, and waits for the next change if told to."""
        await self._meet()
        seen = await self._reach.look(self.user_id, self._version, wait)
        self._version, self.state = seen["version"], seen["person"]
        self.answers += seen["answers"]
        for message in seen["messages"]:
            if message["deleted"]:
                self._bubbles.pop(message["message_id"], None)
            else:
                self._bubbles[message["message_id"]] = _bubble(message)

    async def waits_for(self, pattern: str, patience: float | None = None) -> Bubble:
        """The newest message, sent or changed by the bot since the person's last deed, that holds the pattern."""
        wanted = re.compile(pattern, re.DOTALL)
        found = await self._watch(lambda: [bubble for bubble in self.heard if wanted.search(bubble.text)], patience)
        if not found:
            raise AssertionError(f"{self.first_name} waited for {pattern!r} in vain:\n{self._transcript()}")
        return found[-1]

    async def waits_for_answer(self, query_id: str, patience: float | None = None) -> Json:
        """The bot's answer to a pressed button: its `text`, `show_alert` and `url`."""
        found = await self._watch(
            lambda: [answer for answer in self.answers if answer["query_id"] == query_id], patience
        )
        if not found:
            raise AssertionError(f"nobody answered the press {query_id} of {self.first_name}")
        return found[-1]

    async def _watch(self, found: Callable[[], list[T]], patience: float | None) -> list[T]:
        """Looks until there is something or patience ends; while the machine itself stands still, none is lost."""
        left = self.patience if patience is None else patience
        await self.reads()
        while not (seen := found()) and left > 0:
            since = get_running_loop().time()
            await self.reads(min(left, GLANCE))
            left -= min(get_running_loop().time() - since, GLANCE)
        return seen

    async def hears_nothing(self, seconds: float = 0.3) -> None:
        """Fails if the bot sends or changes anything within that time since the person's last deed."""
        until = get_running_loop().time() + seconds
        while (left := until - get_running_loop().time()) > 0:
            await self.reads(left)
            if self.heard:
                raise AssertionError(f"{self.first_name} heard something:\n{self._transcript()}")

    async def _meet(self) -> None:
        if not self._met:
            await self._reach.meet(self.user_id, self.first_name, self.last_name, self.language_code)
            self._met = True

    async def _do(self, deed: Deed) -> Any:
        await self.reads()
        self._mark = self._version
        return await self._reach.do(self.user_id, deed)

    async def _send(self, kind: str, upload: Upload, caption: str = "") -> int:
        await self.reads()
        self._mark = self._version
        return await self._reach.send(self.user_id, kind, upload, caption)

    async def _press(self, bubble: Bubble, button: Json) -> str:
        if "callback_data" in button:
            return str(await self._do(Deed("presses", message_id=bubble.message_id, data=button["callback_data"])))
        return str(button.get("url") or button.get("copy_text", {}).get("text", ""))

    def _candidates(self, on: Bubble | int | None) -> list[Bubble]:
        if on is not None:
            key = on if isinstance(on, int) else on.message_id
            return [self._bubbles[key]]
        return [bubble for bubble in reversed(self.messages) if bubble.from_bot and bubble.buttons]

    def _transcript(self) -> str:
        return "\n".join(_line(bubble) for bubble in self.messages[-8:]) or "(an empty chat)"


def _bubble(message: Json) -> Bubble:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return Bubble(
        message_id=message["message_id"],
        text=message.get("text") or message.get("caption", ""),
        from_bot=message["from_bot"],
        buttons=tuple(tuple(row) for row in rows),
        version=message["version"],
        raw=message,
    )


def _button(bubble: Bubble, target: str | int) -> Json | None:
    buttons = [button for row in bubble.buttons for button in row]
    if isinstance(target, int):
        return buttons[target] if -len(buttons) <= target < len(buttons) else None
    exact = [button for button in buttons if target in {button["text"], button.get("callback_data")}]
    partly = [button for button in buttons if target in button["text"]]
    return next(iter(exact or partly), None)


def _line(bubble: Bubble) -> str:
    labels = " ".join(f"[{label}]" for label in bubble.labels)
    return f"{'bot' if bubble.from_bot else 'person':>6} {bubble.message_id}: {bubble.text} {labels}".rstrip()
