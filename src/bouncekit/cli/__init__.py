"""The command `bouncekit` (extra `cli`: click and rich)."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command; the console script's entry. Says in one line what to install when the extra is missing."""
    try:
        from bouncekit.cli.main import bouncekit  # noqa: PLC0415 - the extra may be missing
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"click", "rich"}:
            raise
        sys.stderr.write(f"bouncekit: the command needs {error.name}: pip install 'bouncekit[cli]'\n")
        raise SystemExit(2) from None
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a stream of an odd encoding must not end the run
            reconfigure(errors="backslashreplace")
    bouncekit()
