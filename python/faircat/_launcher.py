"""The program `faircat` of the native module beside this file, without the rest of the package.

It runs by its path as well, with Python's options -I and -S: as the child in which a model is
tried.
"""

import importlib.machinery
import importlib.util
import signal
import sys
from pathlib import Path
from types import ModuleType

_FILE = Path(__file__).absolute()


def _native() -> ModuleType:
    """Load the native module from beside this file, wherever Python would look for it."""
    finder = importlib.machinery.FileFinder(
        str(_FILE.parent),
        (importlib.machinery.ExtensionFileLoader, importlib.machinery.EXTENSION_SUFFIXES),
    )
    spec = finder.find_spec("_faircat")
    if spec is None or spec.loader is None:
        sys.exit(f"faircat: there is no native module in {_FILE.parent}; install the package again")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Run the command line of this process, and end it with the program's exit code."""
    # The program answers signals itself, as it does where it is started alone.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    native = _native()
    native.started_by(
        [sys.executable, "-I", "-S", str(_FILE)] if sys.executable else [],
        native.__file__,
        # What is installed beside this package; `-S` keeps Python from looking itself.
        [str(_FILE.parents[1])],
    )
    sys.exit(native.main(["faircat", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
