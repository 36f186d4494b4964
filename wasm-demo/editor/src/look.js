// Colours and sizes, from the site's own variables, which reach into the shadow root; so light and
// dark follow the page.

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--look-1)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [tags.string, tags.number, tags.literal], color: "var(--look-3)" },
  {
    tag: [tags.variableName, tags.special(tags.variableName), tags.standard(tags.variableName)],
    color: "var(--look-2)",
  },
  { tag: [tags.atom, tags.attributeName, tags.propertyName, tags.meta], color: "var(--look-4)" },
]);

export const look = EditorView.theme({
  "&": {
    font: "0.875rem/1.55 var(--mono)",
    color: "var(--ink)",
    backgroundColor: "var(--paper)",
    borderRadius: "var(--radius)",
    minHeight: "calc(var(--editor-height) - 2px)",
    maxHeight: "70vh",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "inherit",
    lineHeight: "inherit",
    overflow: "auto",
    borderRadius: "var(--radius)",
  },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1rem 0 0.5rem" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-3)", border: "none" },
  // On a phone the width is worth more than the numbers.
  "@media (max-width: 40rem)": { ".cm-gutters": { display: "none !important" } },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.25rem", padding: "0 0.25rem 0 0.5rem" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  ".cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket, .cm-matchingBracket": {
    backgroundColor: "var(--accent-soft)",
    outline: "1px solid var(--line-2)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { color: "var(--fail)", backgroundColor: "transparent" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--fail)",
    textUnderlineOffset: "3px",
    backgroundColor: "var(--fail-soft)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    border: "1px solid var(--line-2)",
    borderRadius: "var(--radius)",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
    zIndex: "20",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    fontSize: "0.8125rem",
    maxHeight: "none",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.25rem 0.6rem", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--accent-ink)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": {
    fontFamily: "var(--sans)",
    fontSize: "0.75rem",
    fontStyle: "normal",
    marginLeft: "1rem",
    color: "var(--ink-3)",
  },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-diagnostic": {
    font: "0.8125rem/1.5 var(--sans)",
    padding: "0.4rem 0.7rem",
    borderLeft: "4px solid var(--fail)",
  },
});
