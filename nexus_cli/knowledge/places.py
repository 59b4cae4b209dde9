"""Towns, regions and countries, as CVs and jobs write them after a name."""

from nexus_cli.knowledge.positions import is_organisation, is_title
from nexus_cli.knowledge.words import words

_REGIONS = words(
    "argentina australia austria azerbaijan bangladesh belarus belgium brazil bulgaria canada "
    "chile china "
    "colombia croatia cyprus czechia denmark egypt england estonia ethiopia finland france "
    "georgia germany "
    "ghana greece hungary iceland india indonesia iran iraq ireland israel italy japan jordan "
    "kazakhstan "
    "kenya korea s.korea latvia lebanon lithuania luxembourg malaysia malta mexico moldova "
    "morocco nepal "
    "netherlands nigeria norway pakistan peru philippines poland portugal qatar romania russia "
    "rwanda "
    "scotland serbia singapore slovakia slovenia spain sweden switzerland syria taiwan tanzania "
    "thailand "
    "tunisia turkey türkiye uganda ukraine uae uk u.k usa us u.s u.s.a uruguay uzbekistan "
    "venezuela vietnam "
    "wales zambia zimbabwe remote hybrid onsite worldwide europe asia africa emea california "
    "texas florida "
    "illinois massachusetts washington oregon ontario quebec bavaria catalonia"
) | frozenset(
    {
        "south korea",
        "united kingdom",
        "united states",
        "united states of america",
        "new zealand",
        "south africa",
        "saudi arabia",
        "sri lanka",
        "hong kong",
        "northern ireland",
        "costa rica",
        "czech republic",
        "united arab emirates",
        "the netherlands",
        "republic of korea",
        "puerto rico",
        "british columbia",
        "new south wales",
        "new york",
        "new jersey",
        "north carolina",
    }
)
_STATES = words(
    "AL AK AZ AR CA CO CT DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH "
    "NJ NM NV "
    "NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY DC BC AB QC ON NSW VIC QLD RU IL DE FR ES"
)
_CITIES = words(
    "london paris berlin munich hamburg madrid barcelona lisbon dublin rome milan vienna zurich "
    "geneva "
    "amsterdam brussels copenhagen stockholm oslo helsinki warsaw krakow prague budapest moscow "
    "kiev "
    "kyiv minsk tel-aviv haifa jerusalem herzliya istanbul ankara cairo lagos nairobi dubai "
    "mumbai delhi "
    "bangalore bengaluru hyderabad pune chennai karachi lahore dhaka singapore tokyo osaka seoul "
    "beijing "
    "shanghai shenzhen sydney melbourne brisbane toronto vancouver montreal boston chicago "
    "seattle austin "
    "denver dallas houston atlanta philadelphia miami manchester birmingham leeds glasgow "
    "edinburgh "
    "bristol liverpool cambridge oxford accra johannesburg novosibirsk dnipro"
) | frozenset(
    {
        "tel aviv",
        "san francisco",
        "los angeles",
        "san jose",
        "san diego",
        "palo alto",
        "mountain view",
        "new delhi",
        "são paulo",
        "sao paulo",
        "st. petersburg",
        "saint petersburg",
        "saint-petersburg",
        "mexico city",
        "cape town",
        "buenos aires",
    }
)


def is_place(text: str) -> bool:
    """Whether `text` is a town, a region or a country, alone or as `Town, Country`."""
    if "\t" in text or is_organisation(text):
        return False
    parts = [part.strip(" .()") for part in text.split(",") if part.strip(" .()")]
    if parts and without_town(parts[0]) != parts[0]:
        return False
    if not parts or len(parts) > 4 or len(text.split()) > 8:
        return False
    if is_title(text) and len(parts) > 1:
        return False
    if len(parts) == 2 and parts[1].lower() in _CITIES and parts[1].lower() not in _REGIONS:
        return parts[0].lower() in _CITIES  # `Figma, San Francisco` is a firm and its town
    return _is_region(parts[-1]) or (len(parts) == 1 and parts[0].lower() in _CITIES)


def without_town(text: str) -> str:
    """Return `Tern` from `Tern Leeds`: a name without the town that ran into it."""
    words = text.split()
    if len(words) > 1 and words[-1].lower() in _CITIES and " ".join(words).lower() not in _CITIES:
        return " ".join(words[:-1])
    return text


def _is_region(part: str) -> bool:
    lower = part.lower()
    return lower in _REGIONS or part in _STATES or (lower in _CITIES and len(part) > 3)
