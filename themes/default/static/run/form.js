// Any other model: fields made from its signature, and its outputs as a table.

import { outsideWords } from "./answer.js";
import { layout, written } from "./arrays.js";
import { button, element, freshId, notice } from "./dom.js";
import { engineName } from "./engine-name.js";
import { milliseconds, unit } from "./numbers.js";
import { resultTable } from "./result-table.js";
import { say } from "../words/run.js";

const MOST_FIELDS = 40;

export function view(session) {
  const { facts } = session;
  const fields = facts.signature.inputs.map((declared) => fieldsFor(facts, declared));
  const outcome = element("div", { class: "try-flow" });
  const form = element(
    "form",
    { class: "try-form" },
    ...fields.map((field) => field.node),
    element(
      "p",
      { class: "try-tools" },
      element("button", { type: "submit", class: "button primary" }, say("form-run")),
      button(say("form-zeros"), () => zeros()),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });

  let turn = 0;
  let shown = null;
  form.addEventListener("input", () => {
    // What was answered, or is on its way, is about other numbers.
    turn += 1;
    remember(true);
    const words = say("form-changed");
    outcome.replaceChildren(element("p", { class: "muted", role: "status" }, words));
  });

  function fill(example) {
    for (const field of fields) field.fill(example?.inputs[field.name]?.values ?? null);
  }

  /** Numbers that were written by hand, input by input; none where one is no number. */
  function remember(isChanged) {
    session.remember({ item: shown?.row, values: isChanged ? handwritten() : null });
  }

  function handwritten() {
    try {
      return fields.map((field) => [...field.read().values].join(",")).join(";");
    } catch {
      return null;
    }
  }

  function recall(values) {
    const texts = values.split(";").map((text) => text.split(","));
    const fits = fields.every((field, at) => texts[at]?.length === field.length);
    if (fits) for (const [at, field] of fields.entries()) field.fill(texts[at]);
    return fits;
  }

  function zeros() {
    fill(null);
    form.dispatchEvent(new Event("input"));
  }

  async function run() {
    turn += 1;
    const mine = turn;
    try {
      const inputs = Object.fromEntries(fields.map((field) => [field.name, field.read()]));
      const ran = await session.run(session.primary, inputs);
      if (mine !== turn) return;
      const words = {
        engine: engineName(facts, ran.info),
        time: milliseconds(ran.milliseconds),
        since: session.began == null ? null : milliseconds(performance.now() - session.began),
      };
      session.began = null;
      const line = element(
        "p",
        { role: "status" },
        words.since ? say("form-answered-since", words) : say("form-answered", words),
      );
      const warning = outsideWords(ran.outside);
      outcome.replaceChildren(
        line,
        ...(warning.length ? [element("p", { class: "try-outside" }, ...warning)] : []),
        resultTable(session, ran.outputs, 1, "input"),
      );
    } catch (error) {
      if (mine === turn) outcome.replaceChildren(notice("fail", error.message));
    }
  }

  return {
    node: element("div", { class: "try-flow" }, form, outcome),
    /** Shows an example, or the numbers that an address asks for instead. */
    async show(example, state) {
      shown = example;
      fill(example);
      remember(false);
      if (state?.values && recall(state.values)) remember(true);
      await run();
    },
  };
}

/** Number fields where the features of a row are few and named, else one field for the array. */
function fieldsFor(facts, declared) {
  const sizes = declared.shape.slice(1).map((size) => Number.parseInt(size, 10) || 1);
  const length = sizes.reduce((product, size) => product * size, 1);
  const shape = [1, ...sizes];
  const form = layout(facts, declared);
  const isTable = sizes.length === 1 && form.features.length === length && length <= MOST_FIELDS;
  const made = isTable ? numberFields(form, declared.dtype) : arrayField(declared, sizes, length);
  return {
    name: declared.name,
    length,
    node: element(
      "fieldset",
      { class: "try-input" },
      element(
        "legend",
        {},
        declared.name,
        element("span", { class: "muted small" }, ` ${declared.dtype} [1, ${sizes.join(", ")}]`),
      ),
      made.node,
    ),
    fill: (values) => made.fill(values ?? new Float64Array(length)),
    read: () => ({ shape, values: made.read() }),
  };
}

function numberFields(form, dtype) {
  const inputs = form.features.map((feature) => {
    const id = freshId("field");
    const input = element("input", { id, type: "number", step: "any", required: true });
    const words = unit(feature.unit) ? `${feature.name} [${unit(feature.unit)}]` : feature.name;
    return {
      input,
      node: element("p", {}, element("label", { for: id, title: feature.meaning }, words), input),
    };
  });
  return {
    node: element("div", { class: "try-fields" }, ...inputs.map(({ node }) => node)),
    fill(values) {
      for (const [place, { input }] of inputs.entries()) input.value = String(values[place]);
    },
    read: () =>
      written(
        inputs.map(({ input }) => input.value),
        dtype,
        (place) => `“${form.features[place].name}”`,
      ),
  };
}

function arrayField(declared, sizes, length) {
  const id = freshId("array");
  const text = element("textarea", {
    id,
    rows: Math.min(12, sizes.length > 1 ? sizes[sizes.length - 2] : 4),
    spellcheck: "false",
    class: "mono",
  });
  const label = element(
    "label",
    { for: id, class: "small" },
    say("form-numbers", { count: length }),
  );
  return {
    node: element("div", {}, label, text),
    fill(values) {
      const width = sizes[sizes.length - 1];
      const rows = [];
      for (let at = 0; at < length; at += width)
        rows.push([...values.slice(at, at + width)].join(" "));
      text.value = rows.join("\n");
    },
    read() {
      const words = text.value.split(/[\s,;[\]]+/).filter(Boolean);
      const values = written(
        words,
        declared.dtype,
        (place) => `Number ${place + 1} of “${declared.name}”`,
      );
      if (values.length !== length)
        throw new Error(
          say("form-needs", {
            name: declared.name,
            count: length,
            shape: sizes.join(" × "),
            found: values.length,
          }),
        );
      return values;
    },
  };
}
