"""A catalogued model over many files, on the engines of parallel work that exist.

`run` starts `faircat run` once for each file, where an executor puts it: threads or processes of
`concurrent.futures`, Parsl (local workers, Slurm, Kubernetes, Globus Compute), or Dask. Nothing is
scheduled here. What is done is kept in a manifest beside the outputs, by SHA-256, so that the same
call goes on where it was stopped.
"""

from .progress import Progress
from .report import FileResult, Report
from .running import run

__all__ = ["FileResult", "Progress", "Report", "run"]
