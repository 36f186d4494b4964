"""`python -m faircat` is the program `faircat`."""

from ._launcher import main

if __name__ == "__main__":
    main()
