// One jet: its pictures, the model's answer, and what can be done with it.

import { copied, layout, typed } from "./arrays.js";
import { answerPanel } from "./answer.js";
import { element, notice } from "./dom.js";
import { edits } from "./edits.js";
import { eventDisplay } from "./event-display.js";
import { itemCard } from "./item-card.js";
import { itemTable } from "./item-table.js";
import { newestOnly, whenQuiet } from "./pacing.js";
import { relevancePanel } from "./relevance.js";
import { tabs } from "./tabs.js";
import { whatIf } from "./what-if.js";
import { say } from "../words/run.js";

export function view(session, { legend, spread }) {
  const { facts } = session;
  const layouts = facts.signature.inputs.map((declared) => layout(facts, declared));
  const jet = {
    layouts,
    /** Inputs as published, and as they are after the visitor's changes. */
    original: null,
    current: null,
    baseline: null,
    /** Place of the class that the model gave last. */
    answered: null,
    example: null,
    edits: edits(layouts),
  };
  const trouble = element("div", {});
  const answer = answerPanel(session, spread);
  const display = eventDisplay(session, jet, {
    legend,
    onPick: (item) => pick(item),
    onMove: (item, eta, phi) => jet.edits.move(item, eta, phi),
  });
  const card = itemCard(jet, {
    onPick: (item) => display.select(item, { focus: false }),
    onLeaveOut: (item) => jet.edits.toggleItem(item),
  });
  const wish = whatIf(jet);
  const why =
    facts.explained_by != null
      ? relevancePanel(session, jet, {
          onRelevance: (given) => display.relevance(given),
          onPick: (item) => display.select(item, { focus: false }),
        })
      : null;
  const table = itemTable(jet, { onPick: (item) => display.select(item, { focus: true }) });
  const lower = tabs(
    say("run-about-jet"),
    [
      { label: say("run-features"), node: card.node, shown: () => card.update() },
      { label: say("run-what-if"), node: wish.node },
      why ? { label: say("run-why"), node: why.node, shown: () => why.update() } : null,
      { label: say("run-as-table"), node: table.node, shown: () => table.update() },
    ],
    { class: "try-tabs minor" },
  );
  const title = element("h3", { class: "hidden" }, say("run-about-jet"));
  const node = element(
    "div",
    { class: "try-jet" },
    trouble,
    answer.node,
    display.node,
    title,
    lower.node,
  );

  function pick(item) {
    card.show(item);
    wish.pick(item);
  }

  const judge = newestOnly(async (isBaseline) => {
    const inputs = jet.current;
    try {
      const ran = await session.run(session.primary, inputs);
      if (isBaseline) jet.baseline = ran;
      jet.answered = answer.show({ ran, baseline: jet.baseline, isChanged: jet.edits.some() });
      trouble.replaceChildren();
      compare(inputs, ran);
    } catch (error) {
      answer.fail();
      trouble.replaceChildren(notice("fail", error.message));
    }
  });
  const compare = whenQuiet(250, answer.compare);
  const settle = whenQuiet(120, () => table.update());

  jet.edits.onChange(() => {
    jet.current = jet.edits.apply(jet.original);
    judge(false);
    const draw = why?.isShown() ? display.drawWithRelevance : display.draw;
    draw(jet.edits.scaled(jet.original));
    // At each frame of a drag: what is not seen is brought up to date when it is.
    if (!card.node.closest("[hidden]")) card.update();
    wish.update();
    why?.update();
    settle();
    remember();
  });
  const remember = () => session.remember({ item: jet.example.row, ...jet.edits.state() });

  return {
    node,
    /** Shows an example, with the changes that an address asks for. */
    async show(example, state) {
      if (!example) return;
      jet.example = example;
      jet.original = typed(facts.signature, example.inputs);
      jet.edits.clear();
      jet.current = copied(jet.original);
      answer.begin(example);
      judge(true);
      const isOpen = await session.ready(session.primary).then(
        () => true,
        () => false,
      );
      if (!isOpen) return;
      await display.draw(jet.current);
      display.select({ input: layouts[0].name, item: 0 }, { focus: false });
      wish.update();
      why?.update();
      settle();
      remember();
      if (state) jet.edits.restore(state);
    },
  };
}
