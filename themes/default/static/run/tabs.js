// Tabs as the ARIA Authoring Practices describe them: one stop of the Tab key, arrows between them.

import { element, freshId } from "./dom.js";

/**
 * @param {string} label of the list of tabs
 * @param {({label: string, node: Element, open?: () => void}|null)[]} panels `open` is called when
 *   a panel is first shown
 */
export function tabs(label, panels, properties = {}) {
  const shown = panels.filter(Boolean).map((panel) => ({ ...panel, ...elements(panel) }));
  let current = shown[0];

  const select = (panel) => {
    current = panel;
    for (const other of shown) {
      const isIt = other === panel;
      other.tab.setAttribute("aria-selected", String(isIt));
      other.tab.tabIndex = isIt ? 0 : -1;
      other.frame.hidden = !isIt;
    }
    panel.open?.();
    panel.open = null;
    panel.shown?.();
  };
  const list = element(
    "div",
    { class: "try-tabs", role: "tablist", "aria-label": label, ...properties },
    ...shown.map((panel) => panel.tab),
  );
  for (const panel of shown) panel.tab.addEventListener("click", () => select(panel));
  list.addEventListener("keydown", (event) => {
    if (/Up$|Down$/.test(event.key)) return;
    const to = neighbour(event.key, shown.indexOf(current), shown.length);
    if (to === null) return;
    event.preventDefault();
    select(shown[to]);
    shown[to].tab.focus();
  });
  select(current);
  const node = element("div", { class: "try-tabbed" }, list, ...shown.map((panel) => panel.frame));
  return { node, focus: () => current.tab.focus({ preventScroll: true }) };
}

function elements({ label, node }) {
  const tabId = freshId("tab");
  const panelId = freshId("panel");
  const tab = element(
    "button",
    { type: "button", role: "tab", id: tabId, "aria-controls": panelId },
    label,
  );
  const frame = element(
    "div",
    { role: "tabpanel", id: panelId, "aria-labelledby": tabId, class: "try-panel" },
    node,
  );
  return { tab, frame };
}

/** Where a key leads from place `at` of `count`; `null` where the key is not one of these. */
export function neighbour(key, at, count) {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowLeft":
    case "ArrowUp":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
