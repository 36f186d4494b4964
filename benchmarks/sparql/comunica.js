// The peer: Comunica over an N3 store, as its documentation sets it up.

import { QueryEngine } from "@comunica/query-sparql-rdfjs";
import { DataFactory, Parser, Store } from "n3";

/** @param {string} text N-Quads */
export function open(text) {
  // The default graph is the merge of all graphs, each statement once, as it is for faircat.
  const store = new Store();
  for (const quad of new Parser({ format: "N-Quads" }).parse(text)) {
    store.addQuad(quad);
    store.addQuad(DataFactory.quad(quad.subject, quad.predicate, quad.object));
  }
  const engine = new QueryEngine();
  return {
    /** The answer in the SPARQL 1.1 Query Results JSON Format. */
    async ask(query) {
      const result = await engine.query(query, { sources: [store] });
      const { data } = await engine.resultToString(result, "application/sparql-results+json");
      let answer = "";
      for await (const piece of data) answer += piece;
      return answer;
    },
  };
}
