/** Taking the map along: its address, its snippet, its print. */

import { find } from "../lib/dom.js";

async function copy(text) {
  await navigator.clipboard.writeText(text);
  find("[data-copied]").hidden = false;
}

/** The address is shown as well: where the browser refuses to copy, one can still do it by hand. */
function shareAddress(address) {
  const input = find("[data-share-address]");
  find("[data-share-link]").hidden = false;
  input.value = address;
  input.select();
  return copy(address);
}

/** Wake the buttons; also after the region was swapped. */
export function wakeShare() {
  for (const button of document.querySelectorAll("[data-share], [data-print], [data-copy-snippet]")) {
    button.hidden = false;
  }
}

/** `addressNow()` gives the whole address of what is seen, view included. */
export function listenForShare(addressNow) {
  const acts = {
    "[data-share]": () => shareAddress(addressNow()),
    "[data-copy-snippet]": () => copy(find("#embed-snippet").value),
    "[data-print]": () => window.print(),
  };
  document.addEventListener("click", async (event) => {
    const act = Object.entries(acts).find(([selector]) => event.target.closest(selector))?.[1];
    if (!act) return;
    find("[data-copied]").hidden = true;
    try {
      await act();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  });
}
