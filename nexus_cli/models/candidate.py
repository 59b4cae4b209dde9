"""What a CV says about a person."""

from nexus_cli.models.frozen import Frozen


class Role(Frozen):
    """One position held. Dates are `YYYY-MM`, or `YYYY` when the CV names no month."""

    title: str
    employer: str
    start: str | None = None
    end: str | None = None
    """None together with `current` false means that the CV does not say."""
    current: bool = False
    highlights: tuple[str, ...] = ()
    """The lines the CV puts under this role."""


class Education(Frozen):
    """One course of study; dates as in `Role`."""

    institution: str
    qualification: str = ""
    field: str = ""
    start: str | None = None
    end: str | None = None


class SkillClaim(Frozen):
    """A skill the CV claims."""

    name: str
    """Canonical name from the lexicon."""
    years: float | None = None
    """Years of dated roles that mention it, overlaps counted once; None when no dated role does."""
    evidence: str = ""
    """The line of the CV where it is first named, verbatim."""


class Candidate(Frozen):
    """A person as read from one CV. Contact details are left out on purpose."""

    name: str
    headline: str = ""
    years_experience: float = 0.0
    """Years in dated roles, overlaps counted once."""
    skills: tuple[SkillClaim, ...] = ()
    roles: tuple[Role, ...] = ()
    """Newest first."""
    education: tuple[Education, ...] = ()
    disagreements: tuple[str, ...] = ()
    """Sentences: where a language model read the CV otherwise; what the text says stands."""
