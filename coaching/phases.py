"""The parts of a plan, in the order in which they are shown."""

from enum import StrEnum


class Phase(StrEnum):
    BEFORE_VISA = "before_visa"
    BEFORE_DEPARTURE = "before_departure"
    FIRST_WEEK = "first_week"
    FIRST_MONTH = "first_month"
    FIRST_THREE_MONTHS = "first_three_months"
    FIRST_JOB = "first_job"
    REGULATED = "regulated"
    FRENCH = "french"
    FAMILY = "family"
    REGION = "region"
    PERMANENT = "permanent"

    @property
    def order(self) -> int:
        return list(type(self)).index(self)
