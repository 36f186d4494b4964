// The questions one click away.

import { element } from "../filter-index.js";

/**
 * Questions become links that put their query into the editor and run it.
 * @param {HTMLElement} root
 * @param {(text: string) => string} address of the page with that query
 * @param {(text: string) => void} ask
 * @returns {(text: string) => void} marks the question whose text that is
 */
export function addQuestions(root, address, ask) {
  const questions = [];
  for (const item of root.querySelectorAll(".questions li")) {
    const text = item.querySelector("pre").textContent;
    const title = item.querySelector("summary").textContent;
    const link = element("a", { class: "question", href: address(text) }, title);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      ask(text);
    });
    questions.push({ text: text.trim(), link });
    item.replaceChildren(link);
  }
  return (text) => {
    for (const question of questions) {
      if (question.text === text.trim()) question.link.setAttribute("aria-current", "true");
      else question.link.removeAttribute("aria-current");
    }
  };
}
