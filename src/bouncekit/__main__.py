"""`python -m bouncekit`: the command."""

from bouncekit.cli import main

if __name__ == "__main__":
    main()
