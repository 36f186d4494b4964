"""Jets: their simulation, the conversion of CMS ntuples, and the files that hold them."""
