// Chromium outside Electron cannot load a scheme of our own, so the stand-in shows catchment://app/ under an https
// address that leads nowhere and translates wherever an address crosses. Everything else keeps its address.

const SCHEME_ORIGIN = "catchment://app";
const CHROMIUM_ORIGIN = "https://app.catchment.invalid";

/** The address Chromium is given for one the program uses. */
export function toChromiumUrl(url: string): string {
  return url.startsWith(`${SCHEME_ORIGIN}/`) ? CHROMIUM_ORIGIN + url.slice(SCHEME_ORIGIN.length) : url;
}

/** The address the program is told for one Chromium uses. */
export function toProgramUrl(url: string): string {
  const rest = url.startsWith("blob:") ? url.slice("blob:".length) : url;
  const told = rest.startsWith(`${CHROMIUM_ORIGIN}/`)
    ? SCHEME_ORIGIN + rest.slice(CHROMIUM_ORIGIN.length)
    : rest;
  return url.startsWith("blob:") ? `blob:${told}` : told;
}
