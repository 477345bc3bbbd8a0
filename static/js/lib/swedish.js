/** Figures as Swedes write them. */

const plain = (decimals) =>
  new Intl.NumberFormat("sv-SE", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** Return an area in hectares: "4,20 ha", "12,3 ha". */
export function hectares(areaM2) {
  return `${plain(areaM2 < 100_000 ? 2 : 1).format(areaM2 / 10_000)} ha`;
}

/** Return how an area stands against one before, in words; nothing where none is known. */
export function changeInWords(areaM2, beforeM2) {
  if (!beforeM2) return "";
  const percent = Math.round((100 * (areaM2 - beforeM2)) / beforeM2);
  if (!percent) return "lika stor";
  return `${plain(0).format(Math.abs(percent))} procent ${percent > 0 ? "större" : "mindre"}`;
}
