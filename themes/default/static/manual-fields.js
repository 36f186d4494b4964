// The box that narrows a page of fields of the manual to those that hold some words.

const form = document.querySelector("[data-field-filter]");
if (form) start(form);

function start(form) {
  const count = form.querySelector("[data-field-count]");
  const page = {
    input: form.querySelector("input"),
    count,
    whole: count.textContent,
    fields: [...document.querySelectorAll(".field")].map((node) => ({
      node,
      text: textOf(node),
    })),
    /** Fields that another page tells of: their name and meaning. */
    others: [...document.querySelectorAll(".fields-elsewhere dt")].map((node) => ({
      nodes: [node, node.nextElementSibling],
      text: `${textOf(node)} ${textOf(node.nextElementSibling)}`,
    })),
    parts: [...document.querySelectorAll(".field-part")],
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  page.input.addEventListener("input", () => narrow(page));
  // A link to a field that is hidden now shows all of them.
  addEventListener("hashchange", () => {
    page.input.value = "";
    narrow(page);
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  });
  if (page.input.value) narrow(page);
}

function textOf(node) {
  return node.textContent.toLowerCase();
}

function narrow(page) {
  const words = page.input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ text }) => words.every((word) => text.includes(word));
  const found = page.fields.filter(has);
  const others = page.others.filter(has);
  for (const field of page.fields) field.node.hidden = !found.includes(field);
  for (const other of page.others)
    for (const node of other.nodes) node.hidden = !others.includes(other);
  for (const part of page.parts)
    part.hidden = !part.querySelector(".field:not([hidden]), .fields-elsewhere > dt:not([hidden])");
  const total = page.fields.length + page.others.length;
  page.count.textContent = words.length
    ? `${found.length + others.length} of ${total} fields`
    : page.whole;
}
