"""The interaction network for boosted Higgs bosons: its data and its models."""
