"""Six people whose plans a settlement counsellor would sign, and what that counsellor insists on."""

from dataclasses import dataclass, field
from datetime import date

from coaching.profile import UNDECIDED, Education, Family, ImmigrationClass, Level, Permit, Profile, Regulated, Worry

RECOGNITION = "Because having your skills recognized is what worries you most."
JOB = "Because finding a job is what worries you most."
FAMILY = "Because your family is what worries you most."
REFUGEE = "Because you come as a refugee or for humanitarian reasons."


@dataclass(frozen=True)
class Persona:
    """A person, and what a counsellor insists on: keys of steps, the first three in any order, milestones in theirs."""

    name: str
    profile: Profile
    first: set[str]
    needed: set[str]
    foreign: set[str]
    order: list[str]
    because: dict[str, str] = field(default_factory=dict)


NURSE = Persona(
    "nurse",
    Profile(
        immigration=ImmigrationClass.SKILLED,
        country="MA",
        family=Family.COUPLE_CHILDREN,
        occupation="31301",
        regulated=Regulated.YES,
        permit=Permit.NOT_STARTED,
        education=Education.BACHELOR,
        experience_years=8,
        french_listening=Level.ADVANCED,
        french_speaking=Level.ADVANCED,
        french_reading=Level.ADVANCED,
        french_writing=Level.INTERMEDIATE,
        region="02",
        landing=date(2027, 3, 23),
        landing_known=True,
        worry=Worry.RECOGNITION,
    ),
    first={"nurse_path", "accompagnement", "gather_papers"},
    needed={"nurse_path", "write_to_order", "order_file", "order_french", "recognition_loan", "ipop"}
    | {"private_insurance", "certified_copies", "translations", "ramq", "licence_papers", "driving_licence"}
    | {"children_papers", "school", "childcare", "child_benefits", "family_doctor", "partner_plan"}
    | {"know_region", "road_to_region", "emplois_en_region", "first_roof", "lease", "pack_season", "taxes"},
    # Morocco has neither a health agreement nor a recognition arrangement with Québec.
    foreign={"health_agreement", "recognition_arm", "compare_regions", "montreal_area", "apply", "evaluation"}
    | {"priime", "ccq_hours", "peq_check", "papers_refugee", "ramq_refugee", "undertaking", "french_school"}
    | {"francisation", "teacher_path", "check_regulated", "health_cover"},
    order=[
        "nurse_path",
        "write_to_order",
        "certified_copies",
        "translations",
        "private_insurance",
        "order_file",
        "landing_papers",
        "sin",
        "ramq",
        "school",
        "childcare",
        "services_quebec",
        "ipop",
        "family_doctor",
    ],
    because={
        "write_to_order": RECOGNITION,
        "certified_copies": "Because your profession is regulated in Québec.",
        "school": "Because you come with a partner and children.",
        "emplois_en_region": "Because you wish to live in this region: {region}.",
    },
)
DEVELOPER = Persona(
    "developer",
    Profile(
        immigration=ImmigrationClass.SKILLED,
        country="BR",
        family=Family.ALONE,
        occupation="21232",
        regulated=Regulated.NO,
        education=Education.BACHELOR,
        experience_years=5,
        french_speaking=Level.BEGINNER,
        english_speaking=Level.ADVANCED,
        region="06",
        landing=date(2027, 6, 1),
        landing_known=True,
        worry=Worry.FRENCH,
    ),
    first={"accompagnement", "fraud", "french_level"},
    needed={"french_level", "french_school", "francisation", "cv", "quebec_emploi", "references", "network", "priime"}
    | {"evaluation", "apply", "montreal_area", "translations", "private_insurance", "first_roof", "budget"},
    foreign={"write_to_order", "certified_copies", "check_regulated", "order_french", "school", "partner_plan"}
    | {"objectif_integration", "public_service", "french_at_work", "french_online", "emplois_en_region"}
    | {"know_region", "road_to_region", "health_agreement"},
    order=["french_level", "french_school", "cv", "quebec_emploi", "francisation", "interview", "apply", "rights"],
    because={
        "french_school": "Because French is what worries you most.",
        "first_steps": "Because it helps everyone who arrives to settle in.",
    },
)
WELDER = Persona(
    "welder",
    Profile(
        immigration=ImmigrationClass.FAMILY,
        country="CM",
        family=Family.COUPLE,
        occupation="72106",
        regulated=Regulated.PARTLY,
        permit=Permit.NOT_STARTED,
        education=Education.VOCATIONAL,
        experience_years=10,
        french_speaking=Level.ADVANCED,
        region="16",
        landing_known=False,
        worry=Worry.JOB,
    ),
    first={"accompagnement", "fraud", "check_regulated"},
    needed={"undertaking", "sponsor_talk", "check_regulated", "write_to_order", "ccq_hours", "ccq_card"}
    | {"trade_certificate", "services_quebec", "employment_help", "priime", "bank_account", "private_insurance"},
    # The partner is here already, and has promised to provide for this person.
    foreign={"partner_plan", "budget", "first_roof", "lease", "road_to_region", "school", "evaluation", "order_file"}
    | {"translations", "certified_copies", "follow_file", "francisation", "nurse_path", "temporary_rights"},
    order=["check_regulated", "write_to_order", "ccq_hours", "ccq_card"],
    because={"undertaking": "Because you come to join your family.", "ccq_card": JOB, "employment_help": JOB},
)
TEACHER = Persona(
    "teacher",
    Profile(
        immigration=ImmigrationClass.HUMANITARIAN,
        country="SY",
        family=Family.COUPLE_CHILDREN,
        occupation="41221",
        regulated=Regulated.YES,
        permit=Permit.NOT_STARTED,
        education=Education.BACHELOR,
        experience_years=12,
        french_speaking=Level.BEGINNER,
        region=UNDECIDED,
        landing=date(2027, 1, 15),
        landing_known=True,
        worry=Worry.FAMILY,
    ),
    first={"accompagnement", "papers_refugee", "children_refugee"},
    needed={"papers_refugee", "children_refugee", "arrival_town", "first_words", "pack_season", "winter"}
    | {"ramq_refugee", "school", "childcare", "child_benefits", "francisation", "services_quebec", "twinning"}
    | {"teacher_path", "order_refugee", "recognition_loan", "employment_help"},
    # Nothing that costs money, asks an authority at home or hurries to a job is told to somebody who flees.
    foreign={"translations", "certified_copies", "gather_papers", "children_papers", "references", "licence_papers"}
    | {"budget", "private_insurance", "ramq", "follow_file", "evaluation", "french_school", "compare_regions"}
    | {"write_to_order", "order_file", "order_french", "ipop", "cv", "apply", "priime", "interview"},
    order=[
        "papers_refugee",
        "children_refugee",
        "arrival_town",
        "first_words",
        "pack_season",
        "landing_papers",
        "ramq_refugee",
        "school",
        "francisation",
        "child_benefits",
        "order_refugee",
    ],
    because={"children_refugee": FAMILY, "ramq_refugee": FAMILY, "papers_refugee": REFUGEE, "arrival_town": REFUGEE},
)
STUDENT = Persona(
    "student",
    Profile(
        immigration=ImmigrationClass.STUDENT,
        country="SN",
        family=Family.ALONE,
        regulated=Regulated.UNKNOWN,
        education=Education.BACHELOR,
        french_speaking=Level.ADVANCED,
        region="05",
        landing=date(2025, 8, 20),
        landing_known=True,
        worry=Worry.MONEY,
    ),
    first={"stay_agent", "student_permit", "student_money"},
    needed={"student_permit", "student_money", "student_job", "permanent_paths", "peq_check", "french_proof"}
    | {"work_proof", "values", "stay_region", "stay_agent", "cv", "rights"},
    # Public employment services are closed to students, and their permit sets how much they work.
    foreign={"services_quebec", "priime", "ipop", "employment_help", "apply", "sin", "accompagnement", "ramq"}
    | {"temporary_rights", "permit_limits", "bridging_permit", "francisation", "driving_licence", "budget"},
    order=["student_permit", "student_money", "student_job", "permanent_paths", "peq_check", "french_proof", "values"],
    because={
        "student_money": "Because money is what worries you most.",
        "student_permit": "Because you are an international student.",
    },
)
FARM_WORKER = Persona(
    "farm worker",
    Profile(
        immigration=ImmigrationClass.TEMPORARY_WORKER,
        country="GT",
        family=Family.ALONE,
        occupation="85101",
        regulated=Regulated.NO,
        education=Education.SECONDARY,
        experience_years=6,
        french_speaking=Level.BEGINNER,
        region="14",
        landing=date(2025, 5, 5),
        landing_known=True,
        worry=Worry.DOCUMENTS,
    ),
    first={"farm_rights", "temporary_rights", "stay_agent"},
    needed={"farm_rights", "temporary_rights", "permit_limits", "permanent_paths", "pstq_stream2", "french_proof"}
    | {"work_proof", "francisation", "values", "bridging_permit", "stay_region"},
    # The PEQ asks for other work, the general rule on overtime is not theirs, and a closed permit allows one employer.
    foreign={"peq_check", "rights", "apply", "interview", "network", "cv", "emplois_en_region", "services_quebec"}
    | {"priime", "ipop", "ramq", "accompagnement", "student_job", "student_permit", "evaluation", "budget"},
    order=["temporary_rights", "permit_limits", "permanent_paths", "pstq_stream2", "french_proof", "bridging_permit"],
    because={
        "farm_rights": "Because of the occupation that you told us.",
        "temporary_rights": "Because you are a temporary worker.",
        "permit_limits": "Because papers and procedures are what worries you most.",
    },
)
SIX = [NURSE, DEVELOPER, WELDER, TEACHER, STUDENT, FARM_WORKER]
