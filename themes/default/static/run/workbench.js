// What opens when a visitor asks: the facts about the model, its engine, and the four things to do.

import { connect } from "./engine.js";
import { element, notice } from "./dom.js";
import { takeOverGallery } from "./gallery.js";
import { newSession } from "./session.js";
import { spread } from "./spread.js";
import { tabs } from "./tabs.js";

const VIEWS = {
  jet: { label: "One jet", open: async () => (await import("./jet.js")).jetView },
  peak: { label: "One peak", open: async () => (await import("./peak.js")).peakView },
  form: { label: "One input", open: async () => (await import("./form.js")).formView },
};

/**
 * Turns `root` into the workbench and runs the example of `row`, or the first. `still` is the part
 * of the page made at build time, of which it takes the gallery, the legend and the distribution.
 * @param {number} began when the visitor clicked, on the clock of `performance.now()`
 */
export async function openWorkbench(root, still, row, began) {
  const { base } = root.dataset;
  const facts = await getJson(new URL(root.dataset.try, location.href));
  const { label, open } = VIEWS[facts.display] ?? VIEWS.form;
  const [engine, makeView] = await Promise.all([connect(facts, base), open()]);
  const pieces = { legend: still?.querySelector("[data-try-legend]"), spread: spread(still?.querySelector(".try-distribution"), facts.distribution) };
  const session = newSession({ facts, base, engine, began });

  const gallery = takeOverGallery(still, facts);
  const first = makeView(session, pieces);
  const panels = tabs("What to do with the model", [
    { label, node: element("div", { class: "try-one" }, facts.examples.length ? gallery.node : null, first.node) },
    later("Your own data", async () => (await import("./own-data.js")).ownData(session)),
    facts.control_set ? later("Check it yourself", async () => (await import("./check.js")).check(session)) : null,
    later("Speed", async () => (await import("./speed.js")).speed(session)),
  ]);
  gallery.onChoose((example) => first.show(example));
  session.onReveal((example) => gallery.reveal(example));
  root.replaceChildren(panels.node, session.status);
  root.classList.add("try-open");
  still?.remove();
  addEventListener("pagehide", () => engine.close(), { once: true });

  const chosen = facts.examples.find((example) => example.row === row) ?? facts.examples[0] ?? null;
  if (chosen) gallery.mark(chosen);
  await first.show(chosen);
  panels.focus();
}

/** A panel whose content is loaded when it is first shown. */
function later(label, make) {
  const node = element("div", {});
  const open = async () => {
    try {
      node.append(await make());
    } catch (error) {
      node.append(notice("fail", `This part could not be loaded: ${error.message}`));
    }
  };
  return { label, node, open };
}

async function getJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname} is not there (status ${response.status})`);
  return response.json();
}
