"""Preformatted text inside HTML keeps its lines and blanks: transcripts and lists of addresses stand in it."""

from bouncekit.message import html_text


def test_lines_and_blanks_of_pre_are_kept() -> None:
    text = html_text("<p>one\ntwo</p><pre>\n  bob@example.com\n    550 no\n\nend</pre><p>three   four</p>")
    assert text == "one two\n\n  bob@example.com\n    550 no\n\nend\nthree four"


def test_outside_pre_nothing_changes() -> None:
    assert html_text("a\n  b<br>c &lt;d&gt;") == "a b\nc <d>"


def test_the_marks_themselves_cannot_be_smuggled_in() -> None:
    assert html_text("a\x1eb\x1fc") == "a b c"


def test_an_unclosed_pre_ends_with_the_text() -> None:
    assert html_text("<pre>a\n b") == "a\n b"


def test_a_blank_line_of_the_reader_is_one_here() -> None:
    assert html_text("<div>a</div>\n<div>b</div><div><div>c</div></div>") == "a\nb\nc"
    assert html_text("a<br>\n<br>\nb<br/>c") == "a\n\nb\nc"
    assert html_text("<p>a</p>\n<p>b</p>") == "a\n\nb"
    assert html_text("a\x1db") == "a b"
