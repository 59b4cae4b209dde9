"""Words that make a piece of text a job title or the name of an organisation."""

import re

from nexus_cli.knowledge.words import words

_TITLES = words(
    "engineer developer programmer architect manager director lead leader head chief officer "
    "president "
    "vp svp evp cto ceo cfo coo cio ciso cmo cpo founder cofounder partner consultant analyst "
    "scientist "
    "researcher designer administrator admin specialist coordinator assistant associate intern "
    "internship trainee apprentice technician operator supervisor representative agent advisor "
    "adviser executive nurse midwife doctor physician surgeon pharmacist therapist physiotherapist "
    "paramedic carer caregiver teacher lecturer professor tutor instructor trainer coach educator "
    "driver picker packer worker labourer laborer mechanic electrician plumber welder machinist "
    "cook "
    "chef waiter waitress barista bartender receptionist secretary clerk cashier accountant "
    "auditor "
    "bookkeeper controller buyer planner merchandiser salesperson salesman seller recruiter editor "
    "writer copywriter journalist translator interpreter photographer artist animator illustrator "
    "producer owner freelancer freelance contractor fellow tester sre dba strategist marketer "
    "economist "
    "statistician lawyer solicitor paralegal attorney counsel librarian guide counselor counsellor "
    "member postdoc principal dealer broker trader banker underwriter inspector handler dispatcher "
    "courier steward housekeeper cleaner guard sergeant captain pilot evangelist advocate "
    "organizer interviewer moderator hygienist dentist radiographer phlebotomist dietitian "
    "psychologist biologist chemist physicist mathematician geologist surveyor estimator foreman "
    "storekeeper stocker loader forwarder broker teamleader teamlead practitioner expert master "
    "registrar headteacher nanny babysitter tailor hairdresser stylist beautician curator "
    "archivist "
    "operative labourer porter matron sister webmaster sysadmin maintainer reporter columnist "
    "actuary teller liaison ambassador swe"
)
_STUDENT = re.compile(r"\bstudent\b", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:inc|ltd|llc|llp|plc|gmbh|corp(?:oration)?|co|company|group|holdings?|bank|university"
    r"|college"
    r"|institute|school|academy|hospital|clinic|nhs|trust|foundation|ministry|department|council"
    r"|agency"
    r"|laborator(?:y|ies)|labs?|research|technolog(?:y|ies)|systems|solutions|software|services"
    r"|studios?|consulting|partners|media|networks?|logistics|airlines?|hotels?|restaurant|cafe"
    r"|café"
    r"|ag|s\.?a|b\.?v|pty|oy|s\.?r\.?l|ngo|church|museum|library|association|society|centre|center"
    r"|government|army|navy|force|command|stores?|supermarket|pharmacy|surgery|startup)\b\.?",
    re.IGNORECASE,
)
_URL = re.compile(
    r"\b(?:www\.|https?://)?[\w-]+\.(?:com|org|net|io|ru|co|ai|dev|de|uk|il|eu"
    r"|app)\b\S*"
)


def is_title(text: str) -> bool:
    """Whether `text` is short and has a word that ends titles, such as `engineer` or `nurse`."""
    words = _bare_words(text)
    return 0 < len(words) <= 12 and any(word in _TITLES for word in words)


def title_end(text: str) -> int:
    """Return the offset just after the last title word in `text`; 0 when it has none."""
    ends = [
        found.end()
        for found in re.finditer(r"[^\W\d_]+", text)
        if _singular(found.group().lower()) in _TITLES
    ]
    return ends[-1] if ends else 0


def is_student(text: str) -> bool:
    """Whether `text` speaks of a student, which is no job."""
    return _STUDENT.search(text) is not None


def is_organisation(text: str) -> bool:
    """Whether `text` has a word that companies, schools or public bodies carry in their name."""
    return _ORGANISATION.search(text) is not None or _URL.search(text) is not None


def _bare_words(text: str) -> list[str]:
    return [_singular(word) for word in re.findall(r"[^\W\d_]+", text.lower())]


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in _TITLES else word
