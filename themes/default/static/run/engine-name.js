// Engines by the names that people know.

/** An engine as people call it, with its version. */
export function engineName(facts, { engine, version }) {
  return `${facts.engine_names?.[engine] ?? engine} ${version}`;
}
