"""The program checks the answers and writes the project; see README.md of the template."""

import subprocess
import sys

sys.exit(
    subprocess.call(
        ["faircat", "new", "project", ".", "--yes", "--answers", ".cookiecutter-answers.json"]
    )
)
