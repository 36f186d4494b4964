// The editor of the SPARQL page: CodeMirror with what SPARQL needs.
//
// It lives in a shadow root, where CodeMirror adopts its style sheets; in the document it would add
// <style> elements, which the site's Content-Security-Policy forbids.

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  bracketMatching,
  indentUnit,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { linter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { completions } from "./completion.js";
import { colours, look } from "./look.js";

/**
 * Puts an editor into `host`, which becomes a shadow host.
 * @param {HTMLElement} host
 * @param {object} options
 * @param {string} options.text
 * @param {string} options.label what a screen reader calls it
 * @param {() => import("./completion.js").Vocabulary} options.vocabulary asked at each completion
 * @param {() => void} options.run Ctrl + Enter, or Command + Enter
 * @param {() => void} options.changed called after each change of the text
 */
export function createEditor(host, { text, label, vocabulary, run, changed }) {
  const root = host.attachShadow({ mode: "open" });
  const language = StreamLanguage.define(sparql);
  const runAndTell = () => {
    run();
    return true;
  };
  const runKey = { key: "Mod-Enter", run: runAndTell };
  const extensions = [
    Prec.highest(keymap.of([runKey])),
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    EditorState.allowMultipleSelections.of(true),
    EditorView.lineWrapping,
    indentUnit.of("  "),
    language,
    syntaxHighlighting(colours),
    bracketMatching(),
    closeBrackets(),
    // As many as are seen at once: the list moves with the arrow keys and need not scroll.
    autocompletion({ icons: false, maxRenderedOptions: 8, override: [completions(vocabulary)] }),
    // Without a source of its own: `mark` says what is wrong.
    linter(null),
    // Tab is not bound: it moves on, as everywhere on the page.
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    EditorView.domEventHandlers({ beforeinput: typeOver }),
    EditorView.updateListener.of((update) => update.docChanged && changed()),
    look,
  ];
  const view = new EditorView({
    state: EditorState.create({ doc: text, extensions }),
    parent: root,
    root,
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(insert) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert },
        selection: { anchor: 0 },
      });
    },
    focus: () => view.focus(),
    /** Puts the cursor at `offset` of the text. */
    select: (offset) =>
      view.dispatch({ selection: { anchor: Math.min(offset, view.state.doc.length) } }),
    mark: (problem) => mark(view, problem),
  };
}

/**
 * Types over a selection without the browser: Chromium would put the text into an element with an
 * inline style, which the Content-Security-Policy reports as an error.
 */
function typeOver(event, view) {
  const { from, to, empty } = view.state.selection.main;
  if (event.inputType !== "insertText" || event.isComposing || empty || event.data == null)
    return false;
  const insert = () =>
    view.state.update(view.state.replaceSelection(event.data), {
      userEvent: "input.type",
      scrollIntoView: true,
    });
  const isHandled = view.state
    .facet(EditorView.inputHandler)
    .some((handle) => handle(view, from, to, event.data, insert));
  if (!isHandled) view.dispatch(insert());
  event.preventDefault();
  return true;
}

/** Underlines the word at a problem's `line` and `column`, both from 1; null removes the mark. */
function mark(view, problem) {
  view.dispatch(
    setDiagnostics(view.state, problem?.line ? [diagnostic(view.state.doc, problem)] : []),
  );
}

function diagnostic(doc, { line, column, message }) {
  const at = doc.line(Math.min(line, doc.lines));
  // Columns count characters, CodeMirror UTF-16 units.
  const before = [...at.text].slice(0, column - 1).join("").length;
  const word = /^[\w:?$-]+|^./u.exec(at.text.slice(before))?.[0].length ?? 0;
  const from = Math.min(at.from + before, at.to);
  // Behind the last character there is nothing to underline.
  const [start, end] = word ? [from, from + word] : [Math.max(from - 1, at.from), from];
  return { from: start, to: end, severity: "error", message };
}
