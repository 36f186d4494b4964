// Work that takes a while: how far it is, and a way out.

import { button, element, freshId } from "./dom.js";
import { say } from "../words/run.js";

/**
 * A line with a bar and a button that ends the work; hidden while there is none.
 * @param {string} what is counted, as "jets"
 */
export function progressLine(what) {
  const id = freshId("progress");
  const bar = element("progress", { id, max: 1, value: 0 });
  const words = element("label", { for: id, class: "small" }, "");
  let control = null;
  const cancel = button(say("cancel"), () => control?.abort());
  const node = element("div", { class: "try-progress", hidden: true }, words, bar, cancel);
  return {
    node,
    /** Runs `work` with what the engine's long calls take; `null` where the visitor ended it. */
    async during(work) {
      control?.abort();
      const mine = new AbortController();
      control = mine;
      bar.removeAttribute("value");
      words.textContent = say("progress-loading");
      node.hidden = false;
      const onProgress = (done, total) => {
        bar.max = total;
        bar.value = done;
        words.textContent = say("progress-of", { done, total, what });
      };
      try {
        return await work({ signal: mine.signal, onProgress });
      } catch (error) {
        if (mine.signal.aborted || error.name === "AbortError") return null;
        throw error;
      } finally {
        if (control === mine) node.hidden = true;
      }
    },
    cancel: () => control?.abort(),
  };
}
