"""No exception tells a password: not in its text, its value, its repr, nor in what it is chained to."""

import traceback

import pytest

from bouncekit.adapters.limiter import LibraryLimiter
from bouncekit.adapters.secrets import place_of, without_secrets
from bouncekit.errors import AdapterError, InvalidValueError
from bouncekit.policy.rate import RateKey, Scope

SECRET = "S3CRETpw"


def everything(error: BaseException) -> str:
    """All that a log or a debugger may show of *error*."""
    texts = []
    seen: BaseException | None = error
    while seen is not None:
        texts += [str(seen), repr(seen), repr(seen.args), repr(vars(seen))]
        seen = seen.__cause__ or seen.__context__
    return "".join(texts) + "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "uri",
    [
        f"redis+sentinal://:{SECRET}@db.example:6379/3", f"rediss://user:{SECRET}@h.example:notaport/0", f"memcachd://u:{SECRET}@h",
        f"redis://u:{SECRET}@[::1/0", f"nonsense {SECRET}", f"{SECRET}", f"redis://h:99999999/?password={SECRET}",
        f"async+memory://u:{SECRET}@", f"redis://u:{SECRET}%zz@h:x", f"://{SECRET}@",
    ],
)  # fmt: skip
def test_a_limiter_that_cannot_be_made(uri: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        LibraryLimiter(uri)
    assert SECRET not in everything(caught.value)
    assert caught.value.field == "limiter.uri"


def test_a_store_that_does_not_answer() -> None:
    limiter = LibraryLimiter(f"redis://user:{SECRET}@127.0.0.1:1/0?password={SECRET}")
    key = RateKey(scope=Scope.ALL, bucket="x", key="", most=1, seconds=60)
    for work in (limiter.take, limiter.used):
        with pytest.raises(AdapterError, match="the store of the limiter") as caught:
            work([key])
        assert SECRET not in everything(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        f"connection to postgresql://bk:{SECRET}@db.example/led failed", f"invalid dsn: host=db password={SECRET} user=bk",
        f"password='{SECRET}' is wrong", f"redis://:{SECRET}@h:1/0 refused", f"rediss://u:p@ss{SECRET}@h/0: timed out",
        f"https://h/?token={SECRET}&x=1",
    ],
)  # fmt: skip
def test_texts(text: str) -> None:
    assert SECRET not in without_secrets(text)


@pytest.mark.parametrize(
    "text",
    [
        "Connection refused: 127.0.0.1:6379",
        'relation "sent" does not exist',
        "password authentication failed for user",
        "",
    ],
)
def test_what_says_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == text


def test_a_place_names_the_scheme() -> None:
    assert [place_of(uri) for uri in ("Redis://u:p@h", "memory", "redis+cluster://x")] == [
        "redis://…",
        "…",
        "redis+cluster://…",
    ]
