"""`sign` and `check`, as a user runs them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bouncekit.cli.main import bouncekit

NOW = "2026-11-23T12:00:00Z"


@pytest.fixture
def key(tmp_path: Path) -> str:
    path = tmp_path / "key"
    path.write_bytes(b"a secret of thirty-two octets!!!\n")
    return str(path)


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(bouncekit, args)
    return result.exit_code, result.stdout, result.stderr


def checked(*args: str) -> tuple[int, dict[str, object]]:
    code, out, _ = run("check", *args)
    return code, json.loads(out)


@pytest.mark.parametrize(
    ("kind", "value", "options", "address", "recipients"),
    [
        ("batv", "news@here.example", [], "news@here.example", None),
        ("verp", "news@here.example", ["--recipient", "bob@example.net"], "news@here.example", ["bob@example.net"]),
        ("srs", "ann@author.example", ["--forwarder", "here.example"], "ann@author.example", None),
        ("message-id", "<17@here.example>", [], None, None),
        ("message-id", "17@here.example", [], None, None),
    ],
)
def test_what_sign_prints_check_takes(  # noqa: PLR0917 - a table
    key: str, kind: str, value: str, options: list[str], address: str | None, recipients: list[str] | None
) -> None:
    code, token, err = run("sign", kind, value, "--key-file", key, "--now", NOW, *options)
    assert (code, err) == (0, "")
    code, answer = checked(token.strip(), "--key-file", key, "--now", NOW)
    assert (code, answer) == (
        0,
        {"kind": kind, "valid": True, "address": address, "reason": None, "recipients": recipients, "detail": None},
    )
    code, answer = checked(token.strip(), "--key-file", key, "--now", "2027-01-23T12:00:00Z")
    assert (code, answer["reason"], answer["address"]) == (1, "expired", address)


def test_as_exim_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "exim"
    path.write_bytes(b"0123456789abcdef")
    args = ["batv", "News@here.org", "--key-file", str(path), "--key-id", "1", "--now", "2026-11-23T20:08:12Z"]
    assert run("sign", *args, "--keep-case")[1] == "prvs=1787672596=News@here.org\n"


@pytest.mark.parametrize(
    ("value", "kind", "reason"),
    [
        ("news@here.example", None, "not-signed"),
        ("", None, "not-signed"),
        ("prvs=1795abcdef=news@here.example", "batv", "bad-signature"),
        ("prvs=x@here.example", "batv", "malformed"),
        ("SRS0=abcd=JM=author.example=ann@here.example", "srs", "bad-signature"),
        ("news+bob=example.net-1aaaaaaaaaaa@here.example", "verp", "bad-signature"),
        ("<17.s1aaaaaaaaaaaaaaaaaa@here.example>", "message-id", "bad-signature"),
    ],
)
def test_what_is_not_valid_has_its_reason(key: str, value: str, kind: str | None, reason: str) -> None:
    code, answer = checked(value, "--key-file", key, "--now", NOW)
    assert (code, answer) == (
        1,
        {"kind": kind, "valid": False, "address": None, "reason": reason, "recipients": None, "detail": None},
    )


def test_bound_message_id(key: str) -> None:
    args = ["--key-file", key, "--now", NOW, "--recipient"]
    _, token, _ = run("sign", "message-id", "17@here.example", *args, "bob@example.net")
    assert checked(token.strip(), *args, "bob@example.net")[0] == 0
    assert checked(token.strip(), *args, "eve@example.net")[0] == 1


def test_rotation_by_lines(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_bytes(b"3 the new secret of the ring\r\n2 the old secret of the ring\n")
    args = ["--key-file", str(path), "--now", NOW]
    new = run("sign", "batv", "news@here.example", *args)[1].strip()
    old = run("sign", "batv", "news@here.example", *args, "--key-id", "2")[1].strip()
    assert (new[5], old[5]) == ("3", "2")
    assert checked(new, *args)[0] == checked(old, *args)[0] == 0
    path.write_bytes(b"3 the new secret of the ring\n")
    assert checked(old, *args)[1]["reason"] == "unknown-key"
    code, _, err = run("sign", "batv", "news@here.example", *args, "--key-id", "2")
    assert (code, err) == (2, "bouncekit: key-id: is not in the key file, which has [3] (got 2)\n")


@pytest.mark.parametrize(
    ("args", "fault"),
    [
        (["sign", "batv", "nobody"], "address: must be local-part@domain"),
        (["sign", "batv", "a\x1b[31m@b.example"], "control character"),
        (["sign", "verp", "news@here.example"], "--recipient: is needed"),
        (["sign", "verp", "news+bob@here.example"], "--recipient: is needed"),
        (["sign", "srs", "a@b.example", "--forwarder", ""], "forwarder: must be a domain"),
        (["sign", "srs", "a@b.example", "--forwarder", "b.example", "--hash-length", "3"], "--hash-length"),
        (["sign", "batv", "a@b.example", "--now", "today"], "now: must be a moment"),
        (["sign", "batv", "a@b.example", "--now", "2026-11-23"], "now: must have a time zone"),
        (["sign", "message-id", "nothing"], "message_id"),
        (["sign", "dkim", "x"], "dkim"),
        (["sign", "batv", "a@b.example", "--key-id", "10"], "--key-id"),
    ],
)
def test_mistakes_are_one_line_and_exit_2(key: str, args: list[str], fault: str) -> None:
    code, out, err = run(*args, "--key-file", key)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert fault in err
    assert "\x1b" not in err


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"short", b"one secret of some length\nand another of some", b"x" * 70000]
)
def test_key_files_that_cannot_be(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    code, out, err = run("check", "a@b.example", "--key-file", str(path))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "key" in err


def test_a_missing_key_file_and_a_short_secret(tmp_path: Path) -> None:
    code, _, err = run("check", "a@b.example", "--key-file", str(tmp_path / "none"))
    assert (code, "none: No such file" in err) == (2, True)
    (tmp_path / "k").write_bytes(b"k")
    args = ["--key-file", str(tmp_path / "k"), "--allow-short-secret", "--now", "2026-11-23T20:08:12Z"]
    assert run("sign", "batv", "news@here.org", *args)[1] == "prvs=0787210379=news@here.org\n"


def test_an_unsigned_return_path_can_be_signed_as_it_stands(key: str) -> None:
    args = ["--key-file", key, "--now", NOW]
    apart = run("sign", "verp", "news@here.example", *args, "--recipient", "b=ob@example.net")
    assert run("sign", "verp", "news+b=ob=example.net@here.example", *args) == apart


def test_srs_for_this_host_and_with_the_hash_of_postsrsd(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getfqdn", lambda: "mx.here.example")
    args = ["--key-file", key, "--now", NOW]
    token = run("sign", "srs", "ann@author.example", *args, "--hash-length", "4")[1].strip()
    assert token.endswith("=ann@mx.here.example")
    assert len(token.split("=")[1]) == 4
    code, answer = checked(token, *args)
    assert (code, answer["detail"]) == (0, "a hash of 4 characters, of which one guess in 2^20 is right")
    code, answer = checked(token, *args, "--srs-minimum", "8")
    assert (code, answer["reason"]) == (1, "malformed")
    assert answer["detail"] == "a hash of 4 characters, and 8 are wanted"
