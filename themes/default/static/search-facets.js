// Filters beside the results: which values there are, and which records have them.

/**
 * The ids of the records of each value, by facet.
 * @returns {Promise<Map<string, Map<string, Set<string>>>>}
 */
export async function loadFacets(pagefind) {
  const facets = new Map();
  for (const [name, values] of Object.entries(await pagefind.filters())) {
    const found = await Promise.all(
      Object.keys(values).map(async (value) => {
        const { results } = await pagefind.search(null, { filters: { [name]: value } });
        return [value, new Set(results.map(({ id }) => id))];
      }),
    );
    facets.set(name, new Map(found));
  }
  return facets;
}

/** Whether the record `id` has a chosen value of every facet, `except` one. */
export function isChosen(facets, chosen, id, except) {
  for (const [name, values] of chosen) {
    if (name === except || values.size === 0) continue;
    if (![...values].some((value) => facets.get(name)?.get(value)?.has(id))) return false;
  }
  return true;
}

/**
 * For each facet its values with the number of records among `ids`, the other facets' choice
 * counted.
 */
export function counts(facets, chosen, ids) {
  const groups = new Map();
  for (const [name, values] of facets) {
    const within = ids.filter((id) => isChosen(facets, chosen, id, name));
    const counted = [...values].map(([value, having]) => [
      value,
      within.filter((id) => having.has(id)).length,
    ]);
    groups.set(name, new Map(counted));
  }
  return groups;
}

/** The choice that an address asks for; names of no facet are nothing. */
export function chosenFrom(address, facets) {
  const chosen = new Map([...facets.keys()].map((name) => [name, new Set()]));
  for (const [name, value] of new URLSearchParams(address)) chosen.get(name)?.add(value);
  return chosen;
}
