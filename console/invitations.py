"""An invitation as it is handed on: the link, the picture of it, and words to send along."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

import segno
from markupsafe import Markup

from locales.catalogs import reader
from locales.reader import Reader
from locales.text import Lines, _, lines
from storage.candidates import Candidate
from storage.invitations import Invitation, Standing

VALID = timedelta(days=30)
SUBJECT = _("Join Jalon, your coach for settling in Québec")


@dataclass(frozen=True, slots=True)
class Handout:
    """What to hand to a candidate; `locale` is the language of the words to send, `by` who signs them."""

    invitation: Invitation
    candidate: Candidate
    link: str
    locale: str
    by: str
    now: datetime

    @property
    def standing(self) -> Standing:
        return self.invitation.standing(self.now)

    @property
    def picture(self) -> Markup:
        """The link as a QR code."""
        drawn = segno.make(self.link, micro=False, error="m")
        svg = drawn.svg_inline(border=2, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
        return Markup(svg)  # noqa: S704 - drawn from squares, holds no text

    @property
    def message(self) -> str:
        return self._reader.plain(self._letter())

    @property
    def mail(self) -> str:
        """An address that opens the counsellor's own mail program with the invitation written."""
        subject, body = quote(self._reader.plain(SUBJECT)), quote(self.message)
        return f"mailto:{quote(self.candidate.email or '')}?subject={subject}&body={body}"

    @property
    def _reader(self) -> Reader:
        return reader(self.locale, "UTC")

    def _letter(self) -> Lines:
        last_day = self.invitation.expires_at.date()
        return lines(
            _("Hello {name},", name=self.candidate.first_name),
            "",
            _("Québec has selected you, and Jalon prepares your arrival with you: a plan of your own, step by step."),
            _("Open this link on your phone, in Telegram. It is yours alone, and works until {day}:", day=last_day),
            self.link,
            "",
            self.by,
        )
