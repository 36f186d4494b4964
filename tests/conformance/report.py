"""What a check found, told in one line that test runners read."""

import os
import sys
from pathlib import Path


def skipped(what: str, standards: Path) -> bool:
    """Says what is not checked, and whether that fails: it does in CI, where all inputs are there."""
    print(what)
    return bool(os.environ.get("CI")) and standards.parent.is_dir()


class Report:
    """Counts what passed and prints what failed."""

    def __init__(self, check: str):
        self.check = check
        self.passed = 0
        self.failed = 0

    def ok(self) -> None:
        self.passed += 1

    def fail(self, where, problem) -> None:
        self.failed += 1
        print(f"{self.check}: {where}: {problem}")

    def finish(self) -> None:
        """Prints the counts and ends the program. A check that checked nothing has failed."""
        print(f"{self.check}: {self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)
