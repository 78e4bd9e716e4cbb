"""Codes out of texts are the codes that their numbers make, whether they are usual ones or not."""

import pickle

import pytest

from bouncekit.codes import EnhancedStatus, ReplyCode
from bouncekit.errors import InvalidValueError


def test_every_reply_code_is_found_and_nothing_else() -> None:
    for value in range(1000):
        found = ReplyCode.find(f"{value:03}")
        if 200 <= value <= 559 and value // 10 % 10 <= 5:
            assert found == ReplyCode(value)
            assert str(found) == str(value)
        else:
            assert found is None
            with pytest.raises(InvalidValueError):
                ReplyCode(value)


@pytest.mark.parametrize("text", ["", "55", "5500", " 550", "550 ", "٥٥٠", "5٥0"])
def test_what_is_no_reply_code(text: str) -> None:
    assert ReplyCode.find(text) is None


@pytest.mark.parametrize("text", ["5.1.1", "2.0.0", "4.7.15", "4.7.16", "5.8.0", "5.999.999", "5.7.509"])
def test_a_status_is_found_as_its_numbers_make_it(text: str) -> None:
    klass, subject, detail = map(int, text.split("."))
    found = EnhancedStatus.find(text)
    assert found == EnhancedStatus(klass, subject, detail) == EnhancedStatus.parse(text)
    assert str(found) == text
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("text", ["", "3.1.1", "5.01.1", "5.1", "5.1.1.1", "5.1.1000", " 5.1.1", "5.1.1\n", "٥.1.1"])
def test_what_is_no_status(text: str) -> None:
    assert EnhancedStatus.find(text) is None
    with pytest.raises(InvalidValueError, match="status"):
        EnhancedStatus.parse(text)
