// Fills the section "Try it" of a model's page.
