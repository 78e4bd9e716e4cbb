"""The command `bouncekit` (extra `cli`: click and rich)."""

__all__ = ["main"]


def main() -> None:
    """Run the command; the console script's entry. Says in one line what to install when the extra is missing."""
    try:
        from bouncekit.cli.streams import open_streams, say  # noqa: PLC0415

        open_streams()
        try:
            from bouncekit.cli.main import bouncekit  # noqa: PLC0415 - the extra may be missing
        except ImportError as error:
            if (error.name or "").partition(".")[0] not in {"click", "rich"}:
                raise
            say(f"bouncekit: the command needs {error.name}: pip install 'bouncekit[cli]'")
            raise SystemExit(2) from None
        bouncekit(prog_name="bouncekit")
    except KeyboardInterrupt:  # while modules are loaded, before a command sees it
        raise SystemExit(130) from None
