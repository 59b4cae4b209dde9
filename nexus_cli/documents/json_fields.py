"""Fields of JSON from a stranger: a value of another type than expected counts as missing."""

Record = dict[str, object]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def words(value: object) -> str:
    """Return a string or number on one line, and nothing for any other value."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def all_words(value: object) -> list[str]:
    """Return the words of each item of a list, or of a single value."""
    items = value if isinstance(value, list) else [value]
    return [text for item in items if (text := words(item))]


def bullets(value: object) -> list[str]:
    """Return a list as Markdown list items."""
    return [f"- {text}" for text in all_words(value)]


def joined(mark: str, *values: object) -> str:
    """Return the words of `values` that have any, with `mark` between them."""
    return mark.join(text for value in values if (text := words(value)))


def record(value: object) -> Record:
    """Return a JSON object; an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[Record]:
    """Return the objects of a JSON list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def month(value: object) -> str:
    """Return `2013-12-01` as `Dec 2013`, a year as it is, and other words unchanged."""
    text = words(value)
    year, _, rest = text.partition("-")
    number = rest[:2]
    if len(year) == 4 and f"{year}{number}".isdecimal() and number and 1 <= int(number) <= 12:
        return f"{_MONTHS[int(number) - 1]} {year}"
    return text


def period(entry: Record) -> str:
    """Return the start and end of an entry; one without an end lasts to the present."""
    start, end = month(entry.get("startDate")), month(entry.get("endDate"))
    return f"{start} – {end or 'present'}" if start else end


def place(value: object) -> str:
    """Return city, region and country of a location, given as an object or as words."""
    where = record(value)
    city_and_country = joined(
        ", ", where.get("city"), where.get("region"), where.get("countryCode")
    )
    return city_and_country or words(value)
