"""Fills a new database with people who were invited and have not come yet: `python -m bench.seed NUMBER`."""

import sys
from datetime import timedelta

from bench.conversation import CHATS_FROM, CODE
from jalon.house import now, open_database
from jalon.settings import load
from storage import invitations
from storage.candidates import Candidate

VALID = timedelta(days=1)


def seed(number: int) -> None:
    database, moment = open_database(load()), now()
    with database.session() as session, session.begin():
        for chat in range(CHATS_FROM + 1, CHATS_FROM + number + 1):
            candidate = Candidate(first_name=f"Person {chat - CHATS_FROM}", created_at=moment)
            invitations.issue(session, candidate, CODE.format(chat=chat), moment, moment + VALID)
    database.close()


if __name__ == "__main__":
    seed(int(sys.argv[1]))
