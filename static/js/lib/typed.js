/**
 * What a form's controls hold, by field key: a list of texts, one a chosen or filled control.
 *
 * A control's name is the field's key. The controls of explanations are named `<key>|<quoted text>`; their field holds
 * one JSON pair of quoted text and reason for each.
 */

const BAR = "|";

/** Return the texts of these fields as the form stands, by key. */
export function typedByKey(form, keys) {
  const typed = new Map([...keys].map((key) => [key, []]));
  for (const [name, value] of new FormData(form)) {
    const bar = name.indexOf(BAR);
    const key = bar < 0 ? name : name.slice(0, bar);
    if (typeof value !== "string" || !typed.has(key)) continue;
    if (bar >= 0) typed.get(key).push(JSON.stringify([name.slice(bar + 1), value.trim()]));
    else if (value.trim() !== "") typed.get(key).push(value);
  }
  return typed;
}

/** Return the controls of a field. */
export function controlsOf(form, key) {
  return [...form.elements].filter(({ name }) => name === key);
}

/** Put texts in a field's controls, and tell whoever listens to them. */
export function write(form, key, texts) {
  const controls = controlsOf(form, key);
  for (const control of controls) {
    if (control.type === "radio") control.checked = control.value === (texts[0] ?? "");
    else if (control.type === "checkbox") control.checked = texts.includes(control.value);
    else control.value = texts[0] ?? "";
  }
  controls[0]?.dispatchEvent(new Event("change", { bubbles: true }));
}
