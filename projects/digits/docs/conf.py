"""Settings of Sphinx: `make docs` writes `docs/_build/html`."""

from pathlib import Path

from record_files import project as projects

_told = projects.read(Path(__file__).resolve().parents[1] / "config" / "project.toml")
# Themes write the project's name as it is into HTML, and escape the title.
project = _told.slug
html_title = _told.title
author = _told.author
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_show_copyright = False
