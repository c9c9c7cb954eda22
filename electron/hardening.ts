// What the page may not do, whatever it is made to try: leave its address, open windows, ask for devices, reach a
// network. Each rule is an item of https://www.electronjs.org/docs/latest/tutorial/security and has a test that
// attacks it.
//
// What must stay true: everything is refused unless it is in the table; addresses are compared in parts, never
// by how their text begins.

import { app, type Session, type WebContents } from "electron";
import { isPageUrl } from "./appProtocol.ts";

/** The only permissions, each with its reason. Electron's default is to grant all. */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set([
  // The board view fills the screen.
  "fullscreen",
  // Copying cells: plain text and HTML only, and only when the user asks.
  "clipboard-sanitized-write",
]);

/** Switches and limits that must be set before the app is ready. */
export function hardenBeforeReady(): void {
  app.enableSandbox();
  // No host name is ever looked up: a second wall behind the refusal of requests below.
  app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
  app.commandLine.appendSwitch("disable-background-networking");
  app.commandLine.appendSwitch("disable-component-update");
  app.on("web-contents-created", (_event, contents) => hardenContents(contents));
}

/** No permission, no device, no network, no download, no dictionary. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(GRANTED_PERMISSIONS.has(permission) && details.isMainFrame && isPageUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      GRANTED_PERMISSIONS.has(permission) && isPageUrl(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isLocal(details.url) }));
  session.on("will-download", (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

function hardenContents(contents: WebContents): void {
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  // Closing asks in the main process; a page must not be able to keep its window open.
  contents.on("will-prevent-unload", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** What may be loaded: the page, what the page made itself, and in development the developer tools. */
function isLocal(url: string): boolean {
  if (isPageUrl(url)) return true;
  if (url.startsWith("data:")) return true;
  if (url.startsWith("blob:")) return isPageUrl(url.slice("blob:".length));
  return url.startsWith("devtools:") && !app.isPackaged;
}
