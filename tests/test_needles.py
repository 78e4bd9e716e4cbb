"""Phrase search: against a naive oracle, at word bounds, in any script, with places in the text as it came."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bouncekit import needles
from bouncekit.errors import InvalidValueError
from bouncekit.needles import Hit, Literals, Needles
from steps import grows

SPACELESS = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7ff]")


def found(rows: dict[str, tuple[str, ...]], text: str) -> list[tuple[str, str]]:
    return [(hit.row, text[hit.start : hit.end]) for hit in Needles(rows).find(text)]


def test_case_and_white_space_do_not_matter_and_places_are_of_the_text_as_it_came() -> None:
    text = "550 The  Mailbox\r\n\tIS Full, sorry"
    (hit,) = Needles({"full": ("mailbox is full",)}).find(text)
    assert hit == Hit("full", "mailbox is full", text.index("Mailbox"), text.index(","))


def test_words_are_bounded() -> None:
    assert found({"r": ("full",)}, "fully carefull full_text") == []
    assert found({"r": ("full",)}, "fully full.") == [("r", "full")]
    assert found({"r": ("5.1.1",)}, "15.1.1 5.1.10") == []
    assert found({"r": ("<nobody>",)}, "x<nobody>y") == [("r", "<nobody>")]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("宛先が見つかりません", "このメールの宛先が見つかりませんでした"),
        ("ไม่พบผู้ใช้", "ขออภัยไม่พบผู้ใช้นี้"),
        ("사용자를 찾을 수 없", "받는 사용자를 찾을 수 없습니다"),
        ("user 不存在", "收件人user 不存在。"),
        ("konnte nicht zugestellt", "Die Nachricht KONNTE NICHT\nzugestellt werden"),
        ("doesn't exist", "it doesn\u2019t exist"),
        ("пользователь не найден", "ПОЛЬЗОВАТЕЛЬ НЕ НАЙДЕН"),
    ],
)
def test_scripts(phrase: str, text: str) -> None:
    (hit,) = Needles({"r": (phrase,)}).find(text)
    assert len(text[hit.start : hit.end]) == len(phrase)


def test_a_capital_that_lowers_to_two_characters_moves_nothing() -> None:
    assert found({"r": ("kutusu dolu",)}, "\u0130\u0130 kutusu dolu") == [("r", "kutusu dolu")]


def test_rows_that_share_a_phrase_both_hit_and_the_order_is_by_place_then_length_then_row() -> None:
    rows = {"b": ("over quota",), "a": ("over quota", "quota"), "c": ("over",)}
    assert found(rows, "is over quota") == [("a", "over quota"), ("b", "over quota"), ("c", "over"), ("a", "quota")]


def test_phrases_that_share_a_pair_of_words_are_told_apart() -> None:
    rows: dict[str, tuple[str, ...]] = {
        "a": ("is full now",),
        "b": ("mailbox is full",),
        "c": ("is full",),
        "d": ("is full, sorry",),
    }
    assert found(rows, "this mailbox is full, sorry") == [
        ("b", "mailbox is full"),
        ("d", "is full, sorry"),
        ("c", "is full"),
    ]
    assert found(rows, "is\u3000full") == [("c", "is\u3000full")]
    assert found(rows, "is不full fullis is-full") == []


@pytest.mark.parametrize("phrase", ["", "  ", "--", "?!"])
def test_a_phrase_without_letter_or_digit_is_the_callers_mistake(phrase: str) -> None:
    with pytest.raises(InvalidValueError, match="r"):
        Needles({"r": (phrase,)})


def naive(rows: dict[str, tuple[str, ...]], text: str) -> set[tuple[str, str, int, int]]:
    """The definition, straight: a regex per phrase, white space as a class, bounds looked at by hand."""

    def wordlike(character: str) -> bool:
        return re.match(r"\w", character) is not None and not SPACELESS.match(character)

    hits = set()
    for row, phrases in rows.items():
        for phrase in phrases:
            pattern = re.compile(r"\s+".join(re.escape(word) for word in phrase.lower().split()))
            at = 0
            while (m := pattern.search(text.lower(), at)) is not None:
                body = m[0]
                left = not wordlike(body[0]) or m.start() == 0 or not wordlike(text[m.start() - 1].lower())
                right = not wordlike(body[-1]) or m.end() == len(text) or not wordlike(text[m.end()].lower())
                if left and right:
                    hits.add((row, phrase, m.start(), m.end()))
                    break
                at = m.start() + 1
    return hits


WORDS = st.sampled_from(
    [
        "full",
        "mailbox",
        "is",
        "quota",
        "over",
        "Full",
        "fullbox",
        "5.1.1",
        "5",
        "1",
        "<x>",
        "-",
        "宛先",
        "不明",
        "宛",
        "äö",
        "é_x",
    ]
)
GAPS = st.sampled_from([" ", "  ", "\n", "\t ", "\r\n ", "", "\u00a0"])


@st.composite
def texts(draw: st.DrawFn, most: int) -> str:
    pieces = draw(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=most))
    return "".join(word + gap for word, gap in pieces)


PHRASES = texts(4).filter(lambda text: re.search(r"\w", text) is not None)


@given(
    rows=st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(PHRASES, max_size=6).map(tuple), max_size=3),
    text=texts(30),
)
def test_finds_what_the_definition_finds(rows: dict[str, tuple[str, ...]], text: str) -> None:
    hits = Needles(rows).find(text)
    assert {(hit.row, hit.phrase, hit.start, hit.end) for hit in hits} == naive(rows, text)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


LETTERS = st.text(st.sampled_from("aB_9 .-\t\r\x1f\u00a0éÄßİпЖ\u0301\u2019\u2022不ไ가\ud800\U00020000"), max_size=60)


@given(text=st.one_of(st.text(max_size=80), LETTERS))
def test_words_are_what_the_pattern_says_however_they_are_found(text: str) -> None:
    folded, words = needles._read(text)
    assert folded == needles._fold(text)
    assert words == needles._WORD.findall(folded)


@given(text=st.text(max_size=200))
def test_any_text_is_searched(text: str) -> None:
    for hit in Needles({"a": ("a",), "sharp": ("ß",), "cjk": ("不",), "turk": ("i",)}).find(text):
        assert text[hit.start : hit.end].strip()


@pytest.mark.parametrize(
    "unit", ["full ", "a", "a ", "a. ", "aa ", " \n", "mailbox is ", "is full-", "不", "é ", "\u0130"]
)
def test_the_search_is_linear_in_the_text(unit: str) -> None:
    phrases = (
        "mailbox is full",
        "a a a a b",
        "aa aa aa aa b",
        "不不不人",
        "full full full x",
        "is full mailbox",
        "a - a",
    )
    rows = Needles({"r": phrases})

    less, more = (unit * (size // len(unit)) for size in (20_000, 40_000))
    assert grows(lambda: rows.find(less), lambda: rows.find(more)) < 2.1


@given(
    literals=st.lists(st.text("abc d", min_size=1, max_size=8), max_size=30),
    text=st.text("abc d", max_size=30),
)
def test_literals_are_found_as_by_a_look_for_each(literals: list[str], text: str) -> None:
    wanted = {literal for literal in literals if literal in text}
    many = Literals(literals)
    assert sorted(many.found_in(text)) == sorted(wanted)
    assert many.any_in(text) is bool(wanted)


def test_literals_shorter_than_a_piece_are_found_beside_longer_ones() -> None:
    many = Literals(("no", "not", "nothing", "non-deliver"))
    assert sorted(many.found_in("re: nothing")) == ["no", "not", "nothing"]
    assert not Literals(()).any_in("anything")
