// The statements of other catalogues, loaded beside the site's own once somebody asks for them.

import { say } from "../words/sparql.js";

/**
 * @param {HTMLInputElement | null} box the switch, where the site has other catalogues
 * @param {import("./facts.js").Facts} facts
 * @param {() => void} changed
 * @returns {{asked: () => boolean, dumps: () => Promise<object[]>}}
 */
export function addFederation(box, facts, changed) {
  let others = null;
  const asked = () => box?.checked ?? false;
  if (box) {
    box.checked = new URLSearchParams(location.search).get("federated") === "1";
    box.addEventListener("change", () => {
      const address = new URL(location.href);
      if (box.checked) address.searchParams.set("federated", "1");
      else address.searchParams.delete("federated");
      history.replaceState(null, "", address);
      changed();
    });
  }
  async function dumps() {
    if (!asked()) return [facts.dump];
    others ??= list(facts).catch((error) => {
      others = null;
      throw error;
    });
    return [facts.dump, ...(await others)];
  }
  return { asked, dumps };
}

async function list({ federated, root }) {
  const response = await fetch(federated);
  if (!response.ok) throw new Error(say("ask-others-failed", { status: String(response.status) }));
  const { catalogs, joined } = await response.json();
  const files = [...catalogs.map(({ statements }) => statements), joined].filter(Boolean);
  return files.map(({ path, ...file }) => ({ ...file, address: new URL(path, root).href }));
}

/** What several dumps are together, for telling how far loading is. */
export function together(dumps) {
  const sum = (name) => dumps.reduce((sum, dump) => sum + dump[name], 0);
  return { bytes: sum("bytes"), statements: sum("statements") };
}
