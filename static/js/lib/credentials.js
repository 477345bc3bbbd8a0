/** Keys (WebAuthn) between the server's JSON and what the browser wants: bytes travel as base64url. */

function toBytes(text) {
  const padded = text
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function withBytes(descriptors) {
  return descriptors?.map((descriptor) => ({ ...descriptor, id: toBytes(descriptor.id) }));
}

function response(credential, names) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(
      names.filter((name) => credential.response[name]).map((name) => [name, toText(credential.response[name])]),
    ),
  };
}

/** Tell whether the browser knows of keys at all. */
export function canUseKeys() {
  return Boolean(window.PublicKeyCredential && navigator.credentials);
}

/** Make a key. `passwordless` asks for one that is found without a name and checks who holds it. */
export async function createKey({ publicKey }, passwordless) {
  const selection = {
    ...publicKey.authenticatorSelection,
    residentKey: passwordless ? "required" : "discouraged",
    requireResidentKey: passwordless,
  };
  if (passwordless) selection.userVerification = "required";
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      authenticatorSelection: selection,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
    },
  });
  const made = response(credential, ["clientDataJSON", "attestationObject"]);
  made.response.transports = credential.response.getTransports?.() ?? [];
  return made;
}

/** Sign the server's challenge with a key. */
export async function useKey({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
  return response(credential, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
}
