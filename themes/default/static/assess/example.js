// A description as many pages hold one: some of what is asked is there, and some is missing.

export const EXAMPLE = `{
  "@context": "https://schema.org",
  "@type": "Dataset",
  "@id": "https://example.org/jets",
  "name": "Simulated jets",
  "description": "Two million simulated jets of quarks and gluons with their constituents.",
  "creator": { "@type": "Person", "name": "Ada Example" },
  "license": "https://creativecommons.org/licenses/by/4.0/"
}
`;
