"""Headings of a CV's sections, as people word them."""

import re
from enum import StrEnum

from rapidfuzz import fuzz, process

from nexus_cli.knowledge.words import words


class SectionKind(StrEnum):
    """What a part of a CV is about."""

    HEADER = "header"
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    PROJECTS = "projects"
    CERTIFICATES = "certificates"
    PUBLICATIONS = "publications"
    AWARDS = "awards"
    VOLUNTEERING = "volunteering"
    LANGUAGES = "languages"
    CONTACT = "contact"
    OTHER = "other"


_PHRASES: dict[SectionKind, str] = {
    SectionKind.SUMMARY: "summary|profile|about|about me|about myself|professional summary"
    "|objective|overview|career objective|career summary|executive summary"
    "|personal statement|description|professional profile|personal profile"
    "|profile summary|introduction|career profile",
    SectionKind.EXPERIENCE: "experience|work experience|working experience"
    "|professional experience|employment|employment history|work history"
    "|career history|professional history|career|positions"
    "|professional background|work|job experience|job history"
    "|industry experience|clinical experience|teaching experience"
    "|research experience|internships|experience highlights"
    "|professional positions|positions held|industrial experience"
    "|military experience|military service|appointments"
    "|academic appointments",
    SectionKind.EDUCATION: "education|educations|academic education|academic background|courses"
    "|studies|qualifications and education|training"
    "|education and training|educational background|academics"
    "|academic qualifications|schooling|trainings|education history"
    "|professional development",
    SectionKind.SKILLS: "skills|technical skills|core skills|hard skills|soft skills|expertise"
    "|professional skills|tools|tech|technologies|competencies"
    "|core competencies|technical competencies|technical expertise"
    "|programming languages|qualifications|tech stack|technology|top skills"
    "|abilities|skills summary|areas of expertise|strengths|computer skills"
    "|it skills|clinical skills|tech skills|skill set|transferable skills"
    "|capabilities|software|toolbox|technical proficiencies|specialties",
    SectionKind.PROJECTS: "projects|personal projects|pet projects|side projects|open source"
    "|portfolio|academic projects|open source projects|case studies",
    SectionKind.CERTIFICATES: "certificates|certifications|certification|licenses|licences"
    "|accreditations|licenses and certifications"
    "|professional certifications|registrations"
    "|professional registration|certificates and courses"
    "|professional memberships|memberships",
    SectionKind.PUBLICATIONS: "publications|papers|patents|invited talks|talks|presentations"
    "|conferences|books|writing|speaking",
    SectionKind.AWARDS: "awards|honors|honours|achievements|accomplishments|scholarships"
    "|honors and awards|prizes|grants",
    SectionKind.VOLUNTEERING: "volunteering|volunteer experience|volunteer work|volunteer"
    "|community|community service|extracurricular activities"
    "|extracurricular|activities|leadership and activities",
    SectionKind.LANGUAGES: "languages|language|spoken languages|foreign languages|language skills",
    SectionKind.CONTACT: "contact|contacts|contact me|contact information|contact info"
    "|personal information|personal details|personal data|links"
    "|contact details|details",
    SectionKind.OTHER: "interests|hobbies|references|additional information|nationality"
    "|recommendations|immigration status|other|also|additional|miscellaneous"
    "|hobbies and interests|resources|date of birth|citizenship|availability"
    "|visa status|more",
}
# Words that change nothing about what a heading announces.
_IDLE = words("and my the of selected relevant other key additional main recent further own some")
_KINDS = {
    " ".join(word for word in phrase.split() if word not in _IDLE) or phrase: kind
    for kind, phrases in _PHRASES.items()
    for phrase in phrases.split("|")
}
# Words of headings that one slip of the pen away still mean the same.
_VOCABULARY = sorted({word for phrase in _KINDS for word in phrase.split() if len(word) > 6})
_SHORTEST_MENDED = 7
_CLOSE_ENOUGH = 89
_LONGEST_HEADING = 8
# Of two headings that stood side by side in columns, the first of these names the mixed text.
_RANK = (SectionKind.EXPERIENCE, SectionKind.PROJECTS, SectionKind.OTHER)


def heading_kind(text: str) -> SectionKind | None:
    """Return the kind of section that `text` announces when it is wholly a heading."""
    told = _words(text)
    kinds = _chain(told)
    if not kinds:
        return None
    if len(set(kinds)) == 1 or re.search(r"&|/|,|\band\b", text, re.IGNORECASE):
        return kinds[0] if SectionKind.EXPERIENCE not in kinds else SectionKind.EXPERIENCE
    return next((kind for kind in _RANK if kind in kinds), SectionKind.OTHER)


def _words(text: str) -> list[str]:
    """The words that tell one heading from another, their spelling mended."""
    plain = re.sub(r"\([^)]*\)", " ", text.casefold())
    found = re.findall(r"[^\W\d_]+", plain)
    if len(found) > _LONGEST_HEADING:
        return []
    told = [_mended(word) for word in found if word not in _IDLE]
    return told or found


def _mended(word: str) -> str:
    if len(word) < _SHORTEST_MENDED or word in _VOCABULARY:
        return word
    match = process.extractOne(word, _VOCABULARY, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return match[0] if match else word


def _chain(words: list[str]) -> list[SectionKind]:
    """The kinds when `words` is nothing but known headings, one after another."""
    if not words:
        return []
    for length in range(min(len(words), 4), 0, -1):
        kind = _KINDS.get(" ".join(words[:length]))
        if kind is None:
            continue
        if length == len(words):
            return [kind]
        rest = _chain(words[length:])
        if rest:
            return [kind, *rest]
    return []
