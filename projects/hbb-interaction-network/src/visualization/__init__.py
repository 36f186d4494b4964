"""Pictures of the jets."""
