// What opens when a visitor asks: the facts about the model, its engine, and the four things to do.

import { isOfFile } from "./address.js";
import { connect } from "./engine.js";
import { element, notice } from "./dom.js";
import { takeOverGallery } from "./gallery.js";
import { load as loadNumbers } from "./numbers.js";
import { newSession } from "./session.js";
import { spread } from "./spread.js";
import { tabs } from "./tabs.js";
import { say } from "../words/run.js";

/**
 * Turns `root` into the workbench and runs the example of `row`, or the first. `still` is the part
 * of the page made at build time, of which it takes the gallery, the legend and the distribution.
 * @param {number} began when the visitor clicked, on the clock of `performance.now()`
 * @param {object|null} state what the page's address asks for, where it does
 */
export async function openWorkbench(root, still, facts, row, began, state = null) {
  const engine = connect(facts, root.dataset.base);
  const session = newSession({ facts, base: root.dataset.base, engine, began });
  // What goes wrong is said where the answer is waited for.
  session.ready(session.primary).catch(() => {});
  // Each display has its page code, of its own name.
  const [{ view }] = await Promise.all([import(`./${facts.display}.js`), loadNumbers()]);

  const gallery = takeOverGallery(still, facts);
  const distribution = spread(still?.querySelector(".try-distribution"), facts.distribution);
  const first = view(session, {
    legend: still?.querySelector("[data-try-legend]"),
    spread: distribution,
  });
  const panels = tabs(say("run-what"), [
    {
      label: say(`display-${facts.display}-one`),
      node: element(
        "div",
        { class: "try-one" },
        facts.examples.length ? gallery.node : null,
        first.node,
      ),
    },
    later(say("run-own-data"), async () => (await import("./own-data.js")).ownData(session)),
    facts.control_set
      ? later(say("run-check"), async () => (await import("./check.js")).check(session))
      : null,
    facts.examples.length
      ? later(say("run-speed"), async () => (await import("./speed.js")).speed(session))
      : null,
  ]);
  gallery.onChoose((example) => first.show(example));
  session.onReveal((example) => gallery.reveal(example));
  const stale =
    state && !isOfFile(state, facts.model)
      ? notice("warning", say("run-other-file", { file: state.file }))
      : null;
  root.replaceChildren(...[stale, panels.node, session.status].filter(Boolean));
  root.classList.add("try-open");
  still?.remove();
  addEventListener("pagehide", () => engine.close(), { once: true });

  const known = facts.examples.find((example) => example.row === row);
  const chosen = known ?? (await asked(session, row)) ?? facts.examples[0] ?? null;
  if (!state) {
    if (row === null || !chosen) panels.focus();
    else gallery.focus(chosen);
  }
  gallery.mark(chosen);
  if (root.getBoundingClientRect().top < 0) root.scrollIntoView();
  await first.show(chosen, state);
}

/** An item of the control set that is none of the examples, where an address asks for it. */
async function asked({ facts, engine }, row) {
  if (row === null || !facts.control_set || row >= facts.control_set.items) return null;
  try {
    return { row, kind: null, target: null, ...(await engine.item(row)) };
  } catch {
    return null;
  }
}

/** A panel whose content is loaded when it is first shown. */
function later(label, make) {
  const node = element("div", {});
  const open = async () => {
    try {
      node.append(await make());
    } catch (error) {
      node.append(notice("fail", say("run-part-failed", { reason: error.message })));
    }
  };
  return { label, node, open };
}
