"""Every failure of a command is one line on stderr and an exit code."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from bouncekit.cli.common import Command
from bouncekit.cli.main import COMMANDS, bouncekit
from bouncekit.errors import AdapterError, InvalidValueError


def run(error: BaseException) -> tuple[int, str, str]:
    @click.command(cls=Command)
    def failing() -> None:
        raise error

    result = CliRunner().invoke(failing, [])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (
            InvalidValueError("reverse_path", "has a CR or LF", "a\r\nb"),
            2,
            "bouncekit: reverse_path: has a CR or LF (got 'a\\r\\nb')\n",
        ),
        (
            FileNotFoundError(2, "No such file or directory", "x\x1b[31m"),
            2,
            "bouncekit: x\\e[31m: No such file or directory\n",
        ),
        (OSError("odd"), 2, "bouncekit: odd\n"),
        (AdapterError("the server hung up\x07"), 2, "bouncekit: the server hung up\\x07\n"),
        (click.UsageError("no\nsuch"), 2, "failing: no\\nsuch (see failing --help)\n"),
        (click.ClickException("refused"), 2, "bouncekit: refused\n"),
        (
            ModuleNotFoundError("No module named 'aiosmtpd'", name="aiosmtpd"),
            2,
            "bouncekit: this needs aiosmtpd: pip install 'bouncekit[aiosmtpd]'\n",
        ),
        (KeyboardInterrupt(), 130, "\nbouncekit: interrupted\n"),
        (ZeroDivisionError("x" * 500 + "\x1b"), 70, None),
        (RecursionError("deep"), 70, None),
    ],
)
def test_a_failure_is_one_line_and_a_code(error: BaseException, code: int, line: str | None) -> None:
    got, out, err = run(error)
    assert (got, out) == (code, "")
    assert err.strip().count("\n") == 0
    assert "Traceback" not in err
    assert "\x1b" not in err
    assert line is None or err == line


def test_a_fault_shows_its_traceback_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUNCEKIT_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(_dividing(), [], catch_exceptions=False)


def _dividing() -> click.Command:
    @click.command(cls=Command)
    def dividing() -> None:
        raise ZeroDivisionError

    return dividing


def test_ctx_exit_and_sys_exit_keep_their_codes() -> None:
    @click.command(cls=Command)
    @click.argument("how")
    @click.pass_context
    def leaving(ctx: click.Context, how: str) -> None:
        if how == "ctx":
            ctx.exit(1)
        sys.exit(1)

    assert CliRunner().invoke(leaving, ["ctx"]).exit_code == 1
    assert CliRunner().invoke(leaving, ["sys"]).exit_code == 1


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["nothing"], "bouncekit: No such command 'nothing'. (see bouncekit --help)"),
        (["--nothing"], "bouncekit: No such option '--nothing'. (see bouncekit --help)"),
    ],
)
def test_a_wrong_call_is_one_line(args: list[str], line: str) -> None:
    result = CliRunner().invoke(bouncekit, args)
    assert result.exit_code == 2
    assert result.stderr.replace("option: --nothing", "option '--nothing'.") == line + "\n"


def test_help_and_version_answer_without_importing_a_command() -> None:
    code = (
        "import sys; from bouncekit.cli.main import bouncekit; bouncekit(['--help'], standalone_mode=False);"
        "sys.stderr.write(' '.join(m for m in sys.modules if m.endswith('_cmd')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert all(name in done.stdout for name in COMMANDS)
    version = CliRunner().invoke(bouncekit, ["--version"])
    assert version.output.startswith("bouncekit, version ")


def test_a_reader_that_goes_away_ends_the_run_quietly() -> None:
    code = (
        "import click\nfrom bouncekit.cli.common import Command\n"
        "@click.command(cls=Command)\ndef flood():\n    for _ in range(100000): click.echo('x' * 100)\nflood([])"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as flood:
        assert flood.stdout is not None
        assert flood.stderr is not None
        flood.stdout.readline()
        flood.stdout.close()
        assert flood.stderr.read() == b""
        assert flood.wait(20) == 141


def test_a_missing_extra_is_one_line() -> None:
    code = "import sys; sys.modules['click'] = None; from bouncekit.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "bouncekit: the command needs click: pip install 'bouncekit[cli]'\n")


def test_a_raw_docstring_keeps_its_lines_in_the_help() -> None:
    @click.command(cls=Command)
    def helped() -> None:
        r"""Help.

        \b
        one   1
        two   2
        """

    assert "  one   1\n  two   2\n" in CliRunner().invoke(helped, ["--help"]).stdout
