"""Records of the catalogue, written from the files of the runs."""
