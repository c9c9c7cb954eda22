// Answers requests for the built page: which file, with which headers. The desktop's own scheme and the loopback
// server both answer with this, so the page runs under one policy wherever it is. Plain JavaScript because the
// server runs it without a build.
//
// What must stay true: only regular files below the root are ever read, whatever the address spells and whatever
// links point out of the folder; only GET and HEAD; every answer carries the security headers; each load of the
// HTML gets its own nonce for styles (AG Grid adds style elements), in the header and in the page alike.
// Policy: https://www.electronjs.org/docs/latest/tutorial/security and https://www.w3.org/TR/CSP3/.

import { randomBytes } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";

/** Stands in index.html where the nonce of this load goes: `<meta name="style-nonce" content="__CSP_NONCE__">`. */
const NONCE_MARK = "__CSP_NONCE__";

/** The kinds of file a build holds. Any other is not served. @type {Readonly<Record<string, string>>} */
const MIME_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".woff2": "font/woff2",
};

/** @typedef {{ status: number, headers: Record<string, string>, body: Uint8Array<ArrayBuffer> | null }} PageAnswer */

/**
 * The content security policy of one load. Nothing comes from anywhere but the build itself.
 * @param {string} nonce
 */
export function contentSecurityPolicy(nonce) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Markup from strings is refused; the page's one policy lets its own workers start.
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ].join("; ");
}

/** Headers of every answer, also of refusals. @param {string} nonce @returns {Record<string, string>} */
function securityHeaders(nonce) {
  return {
    "Content-Security-Policy": contentSecurityPolicy(nonce),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy":
      "camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), payment=(), display-capture=()",
    "Cache-Control": "no-store",
  };
}

/**
 * The answer to one request. `path` is the path of the address as it was sent, still encoded.
 * @param {string} root folder of the built page
 * @param {string} method
 * @param {string} path
 * @returns {Promise<PageAnswer>}
 */
export async function answerPageRequest(root, method, path) {
  const nonce = randomBytes(16).toString("base64url");
  if (method !== "GET" && method !== "HEAD") {
    return refusal(405, "Only reading is possible.", nonce, { Allow: "GET, HEAD" });
  }
  const file = await findFile(root, path);
  if (file === null) return refusal(404, "There is no such file.", nonce);
  const type = /** @type {string} */ (MIME_TYPES[extname(file).toLowerCase()]);
  const bytes = type.startsWith("text/html")
    ? await readWithNonce(file, nonce)
    : new Uint8Array(await readFile(file));
  return {
    status: 200,
    headers: { ...securityHeaders(nonce), "Content-Type": type, "Content-Length": String(bytes.byteLength) },
    body: method === "HEAD" ? null : bytes,
  };
}

/**
 * An answer that says no, in plain text, with the headers of every answer.
 * @param {number} status
 * @param {string} sentence
 * @param {string} [nonce]
 * @param {Record<string, string>} [more]
 * @returns {PageAnswer}
 */
export function refusal(status, sentence, nonce = randomBytes(16).toString("base64url"), more = {}) {
  const body = new TextEncoder().encode(`${sentence}\n`);
  return {
    status,
    headers: {
      ...securityHeaders(nonce),
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Length": String(body.byteLength),
      ...more,
    },
    body,
  };
}

/**
 * The real path of the file an address names, or null when it names none below the root.
 * @param {string} root
 * @param {string} path
 */
async function findFile(root, path) {
  const names = decodeNames(path);
  if (names === null) return null;
  try {
    const realRoot = await realpath(root);
    // The real path, after all links, must still be inside; with the separator, so that "dist-secret" is not.
    const real = await realpath(join(realRoot, ...(names.length === 0 ? ["index.html"] : names)));
    if (!real.startsWith(realRoot + sep)) return null;
    if (MIME_TYPES[extname(real).toLowerCase()] === undefined) return null;
    return (await stat(real)).isFile() ? real : null;
  } catch {
    return null;
  }
}

/**
 * The folder and file names in a path, decoded once; null when any of them could mean something else than a name.
 * @param {string} path
 */
function decodeNames(path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (!decoded.startsWith("/")) return null;
  const names = decoded.slice(1) === "" ? [] : decoded.slice(1).split("/");
  // Backslash and colon separate names on Windows; a leading dot names a parent or something hidden.
  const isPlain = (/** @type {string} */ name) =>
    name !== "" && !name.startsWith(".") && !/[\\:%]/.test(name) && !hasControlCharacter(name);
  return names.every(isPlain) ? names : null;
}

/** @param {string} name */
function hasControlCharacter(name) {
  return [...name].some((character) => character < " " || character === "\u007f");
}

/** @param {string} file @param {string} nonce */
async function readWithNonce(file, nonce) {
  const text = await readFile(file, "utf8");
  return new TextEncoder().encode(text.replaceAll(NONCE_MARK, nonce));
}
