"""What FAIR projects share: YAML, archives of arrays, checksums, machines, data by DOI."""
