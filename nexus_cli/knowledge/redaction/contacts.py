"""Where a person can be reached or is from: e-mail, links, telephone, postal address."""

import re

EMAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w.]+ at (?:gmail|outlook|hotmail|yahoo|icloud|proton(?:mail)?) dot \w{2,5}\b",
    re.IGNORECASE,
)
LINK = re.compile(
    r"(?:https?://|www\.)\S+[\w/]|\b(?:linkedin\.com|github\.com|gitlab\.com|twitter\.com|x\.com"
    r"|xing\.com|facebook\.com|instagram\.com)/[\w./@-]*\w",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?<![\w.])(?:\+|00|\(?0|\(\d{3}\)\s?|\d{3}[-. ]\d{3}[-. ])[\d\s()./-]{5,17}\d\b"
)
FEWEST_DIGITS = 8
"""Fewer are a year, an amount or a version rather than a telephone number."""
ADDRESS = re.compile(
    r"\b\d{1,5}[a-z]?\s+(?:[A-Z][\w'’.-]*\s+){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr"
    r"|Court|Ct|Square|Sq|Boulevard|Blvd|Way|Close|Crescent|Terrace|Place|Pl)\b\.?"
    r"(?:,?\s+(?:Apt|Apartment|Flat|Suite|Unit)\.?\s*\w+)?"
    r"|\b[A-Z][\w'’-]*(?:straße|strasse|weg|gasse|allee|platz)\s+\d{1,4}[a-z]?\b"
    r"|\b\d{1,4},?\s+(?:rue|avenue|boulevard|place|via|calle)\s+(?:[\w'’]+\s+){0,3}[A-Z][\w'’-]+"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"
    r"|\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b"
    r"|\b\d{5}\s(?=[A-Z][a-zäöü]+\b)[A-Z][a-zäöü]+"
)
HOME = re.compile(
    r"(?i:\b(?:i live in|i am from|i'm from|i grew up in|i was born in|i am based in|i'm based in"
    r"|i come from))\s+((?:[A-Z][\w'’-]+)(?:,?\s+(?:in\s+)?[A-Z][\w'’-]+){0,3})"
)
