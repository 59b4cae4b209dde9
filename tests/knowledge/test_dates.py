"""Date ranges as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.knowledge.dates import find_ranges, read_range
from nexus_cli.knowledge.moments import Moment

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2016 .\n 2020", "2016", "2020"),
        ("Jan. 2018 – Sept 2020", "2018-01", "2020-09"),
        ("2019/05-2020/01", "2019-05", "2020-01"),
        ("03.2014 – 05.2016", "2014-03", "2016-05"),
        ("2012-13", "2012", "2013"),
        ("2010–11", "2010", "2011"),
        ("from June 2010 through July 2011", "2010-06", "2011-07"),
        ("10 March 2020 - 12 April 2021", "2020-03", "2021-04"),
        ("March 10, 2020 to April 2, 2021", "2020-03", "2021-04"),
        ("01/02/2019 - 28.03.2020", "2019-02", "2020-03"),
        ("Mar '21 – Apr '22", "2021-03", "2022-04"),
        ("2011 may - 2014 march", "2011-05", "2014-03"),
        ("2003/ 2011", "2003", "2011"),
        ("Feb 2018Nov 2018", "2018-02", "2018-11"),
        ("2007  2012", "2007", "2012"),
        ("2015-2018", "2015", "2018"),
        ("2015–2018", "2015", "2018"),
        ("(2015/2018)", "2015", "2018"),
        ("Jun – Aug 2019", "2019-06", "2019-08"),
        ("Nov - Feb 2019", "2018-11", "2019-02"),
        ("Summer 2017", "2017-06", "2017-08"),
        ("Winter 2017", "2017-12", "2018-02"),
        ("Q1 2020", "2020-01", "2020-03"),
        ("Fall 2019 — Spring 2020", "2019-09", "2020-05"),
        ("SEPTEMBER 2015 TO MAY 2018", "2015-09", "2018-05"),
    ],
)
def test_a_closed_range_has_both_ends(written: str, start: str, end: str) -> None:
    found = read_range(written, TODAY)
    assert found is not None
    assert (str(found.start), str(found.end), found.current) == (start, end, False)


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("since Mar 21", "2021-03"),
        ("09/2019 - present", "2019-09"),
        ("June 2015 to date", "2015-06"),
        ("2020  now", "2020"),
        ("May 2019 — ongoing", "2019-05"),
        ("2018 may - now", "2018-05"),
        ("JAN 2023 TO PRESENT", "2023-01"),
        ("(Sep. 2022  to present)", "2022-09"),
        ("11/2015 – Current", "2015-11"),
        ("March 2020 until today", "2020-03"),
        ("2008/---", "2008"),
        ("2018 –", "2018"),
    ],
)
def test_a_range_that_has_not_ended_is_current(written: str, start: str) -> None:
    found = read_range(written, TODAY)
    assert found is not None
    assert (str(found.start), found.end, found.current) == (start, None, True)


@pytest.mark.parametrize(
    "text",
    [
        "+1 2019-555-0134",
        "We grew to 2,000 users",
        "I may 20 times",
        "room 12015",
        "a £2015 grant",
        "the 2000s",
        "now and today",
        "ES2015",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_ranges(text, TODAY) == []


def test_an_end_in_the_future_is_current() -> None:
    found = read_range("Sep 2025 - Jun 2027", TODAY)
    assert found is not None and found.current


def test_two_digit_years_never_lie_far_ahead() -> None:
    found = read_range("Jan '98 - Feb '99", TODAY)
    assert found is not None
    assert (str(found.start), str(found.end)) == ("1998-01", "1999-02")


def test_ranges_keep_their_place_in_the_text() -> None:
    text = "Nurse, Jan 2018 - May 2019, then 2020 - 2021 abroad"
    assert [text[one.start : one.end] for one in find_ranges(text, TODAY)] == [
        "Jan 2018 - May 2019",
        "2020 - 2021",
    ]


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@given(
    st.tuples(st.integers(1960, 2025), st.integers(1, 12)),
    st.tuples(st.integers(1960, 2025), st.integers(1, 12)),
    st.sampled_from(["{m} {y}", "{m:.3}. {y}", "{n:02}/{y}", "{y}-{n:02}", "{n:02}.{y}"]),
    st.sampled_from([" - ", "–", " — ", " to ", " until "]),
)
def test_every_form_of_a_range_reads_the_same(
    first: tuple[int, int], second: tuple[int, int], form: str, dash: str
) -> None:
    start, end = sorted((first, second))
    written = dash.join(form.format(m=_MONTHS[n - 1], n=n, y=y) for y, n in (start, end))
    found = read_range(written, TODAY)
    assert found is not None
    assert (found.start, found.end) == (Moment(*start), Moment(*end))


@given(st.text(alphabet=st.sampled_from("JanMar20190/.-– to\nQ'present"), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for one in find_ranges(text, TODAY):
        assert 0 <= one.start < one.end <= len(text)
        if one.range.start and one.range.end:
            assert not one.range.end < one.range.start
