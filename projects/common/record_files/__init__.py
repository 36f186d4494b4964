"""Files of records as every project writes them: YAML, archives of arrays, checksums, machines."""
