"""Sessions for `nox`: the tests on each Python, the tools of the house. `.ci/run` is what decides."""

import nox

nox.options.sessions = ["tests", "tools"]


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Run the tests as README's second command does."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", "-q", "-n", "auto", *session.posargs)


@nox.session
def tools(session: nox.Session) -> None:
    """Run ruff, mypy and import-linter."""
    session.install("-e", ".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("lint-imports")
