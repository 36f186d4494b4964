// The editor: the page's own text field until the large one is there.

import { element } from "../filter-index.js";
import { whenIdle } from "./idle.js";

/** Milliseconds without typing after which `paused` is called. */
const PAUSE = 500;

/**
 * @param {HTMLTextAreaElement} field
 * @param {string | null} script address of the large editor, if this copy has it
 * @param {object} hooks
 * @param {() => void} hooks.run
 * @param {() => void} hooks.asked the visitor turns to the editor
 * @param {() => void} hooks.changed
 * @param {() => void} hooks.paused
 * @param {() => object} hooks.vocabulary
 */
export function addEditor(field, script, hooks) {
  let large = null;
  // What is marked, or will be once the editor is there.
  let marked = null;
  let timer;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(hooks.paused, PAUSE);
    hooks.changed();
  };
  field.addEventListener("input", changed);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    hooks.run();
  });
  async function grow() {
    const { createEditor } = await import(script);
    const label = field.labels[0].firstChild.textContent.trim();
    const host = element("div", { class: "editor" });
    host.addEventListener("focusin", hooks.asked, { once: true });
    const [hadFocus, offset] = [document.activeElement === field, field.selectionStart];
    field.after(host);
    large = createEditor(host, {
      text: field.value,
      label,
      vocabulary: hooks.vocabulary,
      run: hooks.run,
      changed,
    });
    large.mark(marked);
    field.hidden = true;
    field.labels[0].addEventListener("click", () => large.focus());
    if (hadFocus) {
      large.select(offset);
      large.focus();
    }
  }
  field.addEventListener("focus", hooks.asked, { once: true });
  // Where the visitor saves data, the field serves.
  if (script && !navigator.connection?.saveData) whenIdle(() => grow().catch(() => null));
  return {
    get text() {
      return large ? large.text : field.value;
    },
    set text(text) {
      field.value = text;
      if (large) large.text = text;
      changed();
    },
    mark(problem) {
      marked = problem;
      large?.mark(problem);
    },
    /** Puts the cursor at `line` and `column`, both from 1. */
    goTo(line, column) {
      const lines = (large ? large.text : field.value).split("\n");
      const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      const offset = before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
      if (large) {
        large.select(offset);
        large.focus();
      } else {
        field.focus();
        field.setSelectionRange(offset, offset);
      }
    },
  };
}
