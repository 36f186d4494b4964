"""The interaction network: its architecture, training, export and files."""
