"""What a candidate has told us about themselves; None is a question not answered yet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNDECIDED = "undecided"
SKILLS = ("listening", "speaking", "reading", "writing")


class Ranked(StrEnum):
    """An enum whose members are declared from the lowest to the highest."""

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class ImmigrationClass(StrEnum):
    SKILLED = "skilled"
    FAMILY = "family"
    HUMANITARIAN = "humanitarian"
    BUSINESS = "business"
    TEMPORARY_WORKER = "temporary_worker"
    STUDENT = "student"
    OTHER = "other"


class Family(StrEnum):
    """With whom the candidate settles."""

    ALONE = "alone"
    COUPLE = "couple"
    COUPLE_CHILDREN = "couple_children"
    CHILDREN = "children"


class Education(Ranked):
    SECONDARY = "secondary"
    VOCATIONAL = "vocational"
    COLLEGE = "college"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"


class Regulated(StrEnum):
    """Whether the occupation is regulated in Québec; `partly` is some of its jobs."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Permit(StrEnum):
    """Where the candidate stands with the body that governs the occupation."""

    HELD = "held"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"


class Level(Ranked):
    """A skill in a language, by the stages of the Échelle québécoise: 1 to 4, 5 to 8, 9 to 12."""

    NONE = "none"
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Worry(StrEnum):
    JOB = "job"
    FRENCH = "french"
    RECOGNITION = "recognition"
    HOUSING = "housing"
    MONEY = "money"
    FAMILY = "family"
    DOCUMENTS = "documents"
    LONELINESS = "loneliness"
    WINTER = "winter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Profile:
    """Country is ISO 3166 (two letters), occupation a NOC 2021 code, region "01" to "17" or `UNDECIDED`."""

    immigration: ImmigrationClass | None = None
    country: str | None = None
    family: Family | None = None
    occupation: str | None = None
    regulated: Regulated | None = None
    permit: Permit | None = None
    education: Education | None = None
    experience_years: int | None = None
    french_listening: Level | None = None
    french_speaking: Level | None = None
    french_reading: Level | None = None
    french_writing: Level | None = None
    english_listening: Level | None = None
    english_speaking: Level | None = None
    english_reading: Level | None = None
    english_writing: Level | None = None
    region: str | None = None
    landing: date | None = None
    landing_known: bool | None = None
    worry: Worry | None = None
    worry_text: str | None = None

    @property
    def french(self) -> Level | None:
        """The weakest of the answered skills."""
        return weakest(self.french_listening, self.french_speaking, self.french_reading, self.french_writing)

    @property
    def english(self) -> Level | None:
        """The weakest of the answered skills."""
        return weakest(self.english_listening, self.english_speaking, self.english_reading, self.english_writing)

    def landed(self, today: date) -> bool:
        return self.landing is not None and self.landing <= today


def weakest(*levels: Level | None) -> Level | None:
    return min((level for level in levels if level), key=lambda level: level.rank, default=None)
