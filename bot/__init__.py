"""Telegram: updates in, messages out."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns, each time, of what its next version will do
