// Where questions are answered: here in the browser, or by the endpoint that serves the page.

/**
 * @param {HTMLFieldSetElement} field two radio buttons, hidden
 * @param {{browser: object | null, endpoint: {isThere: () => Promise<boolean>}}} page
 */
export function addChoice(field, { browser, endpoint }) {
  const known = endpoint.isThere;
  async function where() {
    const served = await known.call(endpoint);
    field.hidden = !(served && browser);
    if (!field.hidden) return field.elements.namedItem("where").value;
    if (browser) return "browser";
    return served ? "endpoint" : "nowhere";
  }
  return { where };
}
