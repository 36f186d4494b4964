// Where questions are answered: here in the browser, or by the endpoint that serves the page.

/**
 * @param {HTMLFieldSetElement} field two radio buttons, hidden
 * @param {{browser: object | null, endpoint: {isThere: () => Promise<boolean>}}} page
 */
export function addChoice(field, { browser, endpoint }) {
  async function where() {
    const served = await endpoint.isThere();
    field.hidden = !(served && browser);
    if (!field.hidden) return field.querySelector(":checked").value;
    if (browser) return "browser";
    return served ? "endpoint" : "nowhere";
  }
  return { where };
}
