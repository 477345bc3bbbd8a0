/** Whether this browser is signed in, and as whom; asking does not count as activity. */

/** Return { signed_in, csrf, name }, or null where the server could not be reached. */
export async function sessionStatus(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
