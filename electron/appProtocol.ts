// The desktop's own address, catchment://app/: the built page, read-only, with the security headers of
// pageFiles.mjs. A scheme of our own instead of file:// because file pages may read other files and share one
// origin (https://www.electronjs.org/docs/latest/tutorial/security, item 18).

import { protocol } from "electron";
import { answerPageRequest, refusal } from "./pageFiles.mjs";

const SCHEME = "catchment";
const HOST = "app";

export const PAGE_ORIGIN = `${SCHEME}://${HOST}`;
export const PAGE_URL = `${PAGE_ORIGIN}/`;

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      // Standard and secure: a real origin with workers; fetch and CORS: module scripts ask with CORS. No service
      // workers, no bypass of the policy.
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/** Answers requests for the page from the folder of the build. */
export function handleAppScheme(root: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { status, headers, body } = await answer(root, request);
    return new Response(body, { status, headers });
  });
}

/** True for an address of the page; compared in parts, because a text that begins alike may lie elsewhere. */
export function isPageUrl(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed !== null && parsed.protocol === `${SCHEME}:` && parsed.host === HOST;
}

function answer(root: string, request: Request) {
  const url = parseUrl(request.url);
  if (url === null || !isPageUrl(request.url)) return refusal(404, "There is no such place.");
  // Electron tells who asks; absent when the browser itself does, as for the first load.
  const asker = (request as { readonly initiatorOrigin?: string }).initiatorOrigin;
  if (asker !== undefined && asker !== PAGE_ORIGIN) return refusal(403, "Only the page itself may ask.");
  return answerPageRequest(root, request.method, url.pathname);
}

function parseUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
