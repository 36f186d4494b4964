// What the build tells the page: where things lie, and how large the statements are.

/** @typedef {ReturnType<typeof readFacts>} Facts */

/** The facts that `root` carries as data attributes. */
export function readFacts(root) {
  const data = root.dataset;
  const absolute = (path) => (path ? new URL(path, location.href).href : null);
  return {
    endpoint: absolute(data.sparql),
    /** Address that the catalogue's identifiers begin with, and the one where this copy lies. */
    base: data.base,
    root: absolute(data.root),
    /** Address of the published statements, for a command line. */
    published: data.dump,
    /** Null in a copy that was built without them. */
    dump: data.dumpPath
      ? {
          address: absolute(data.dumpPath),
          bytes: Number(data.dumpBytes),
          statements: Number(data.dumpStatements),
          digest: data.dumpDigest,
        }
      : null,
    engine:
      data.engine && data.dumpPath
        ? {
            script: absolute(data.engine),
            module: absolute(data.engineModule),
            worker: absolute(data.worker),
          }
        : null,
    /** Where the statements of other catalogues are told, if the site has some. */
    federated: absolute(data.federated),
    editor: absolute(data.editor),
    prefixes: JSON.parse(data.prefixes),
  };
}
