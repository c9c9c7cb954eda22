// Stand-ins of Electron's `session` and `protocol`: they keep the handlers the program sets, and answer requests of
// the windows with them.

import { EventEmitter } from "node:events";
import type { Request as BrowserRequest, Route } from "playwright";
import { toProgramUrl } from "./addresses.ts";
import { offerAction } from "./control.ts";

type SchemeHandler = (request: Request) => Response | Promise<Response>;
type PermissionRequest = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: { isMainFrame: boolean; requestingUrl: string },
) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean;
type BeforeRequest = (details: { url: string }, callback: (answer: { cancel?: boolean }) => void) => void;

const handlers = new Map<string, SchemeHandler>();
const registeredSchemes: unknown[] = [];

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly unknown[]): void {
    registeredSchemes.push(...schemes);
  },
  handle(scheme: string, handler: SchemeHandler): void {
    if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} already has a handler.`);
    handlers.set(scheme, handler);
  },
};

class SessionStandIn extends EventEmitter {
  // Electron grants everything until told otherwise.
  permissionRequest: PermissionRequest = (_contents, _permission, callback) => callback(true);
  permissionCheck: PermissionCheck = () => true;
  devicePermission: (details: unknown) => boolean = () => true;
  displayMedia: ((request: unknown, callback: (streams: unknown) => void) => void) | null = null;
  beforeRequest: BeforeRequest = (_details, callback) => callback({});
  isSpellChecking = true;
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: (details: unknown) => boolean): void {
    this.devicePermission = handler;
  }

  setDisplayMediaRequestHandler(
    handler: (request: unknown, callback: (streams: unknown) => void) => void,
  ): void {
    this.displayMedia = handler;
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    this.isSpellChecking = enabled;
  }
}

const defaultSession = new SessionStandIn();

export const session = { defaultSession };

/** Whether the program lets a request through. */
function isCancelled(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    defaultSession.beforeRequest({ url }, ({ cancel }) => resolve(cancel === true));
  });
}

/** Answers one request of a window as Electron would: the program's refusal first, then the scheme's handler. */
export async function answerRoute(route: Route, request: BrowserRequest): Promise<void> {
  const url = toProgramUrl(request.url());
  if (await isCancelled(url)) return route.abort("blockedbyclient");
  const handler = handlers.get(new URL(url).protocol.replace(":", ""));
  if (handler === undefined) return route.continue();
  const response = await askHandler(handler, url, request);
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

async function askHandler(handler: SchemeHandler, url: string, request: BrowserRequest): Promise<Response> {
  const asked = new Request(url, { method: request.method() });
  // Electron tells the origin for what a document asks, not for the first load.
  if (!request.isNavigationRequest()) {
    const asker = new URL(toProgramUrl(request.frame().url()));
    Object.defineProperty(asked, "initiatorOrigin", { value: `${asker.protocol}//${asker.host}` });
  }
  return handler(asked);
}

offerAction("registeredSchemes", () => registeredSchemes);
offerAction("isSpellChecking", () => defaultSession.isSpellChecking);
offerAction("isCancelled", (url: string) => isCancelled(url));
offerAction(
  "requestPermission",
  (permission: string, requestingUrl: string, isMainFrame: boolean) =>
    new Promise((resolve) =>
      defaultSession.permissionRequest({}, permission, resolve, { isMainFrame, requestingUrl }),
    ),
);
offerAction("checkPermission", (permission: string, origin: string) =>
  defaultSession.permissionCheck({}, permission, origin),
);
offerAction("checkDevice", (details: unknown) => defaultSession.devicePermission(details));
offerAction(
  "requestDisplayMedia",
  () => new Promise((resolve) => defaultSession.displayMedia?.({}, resolve)),
);
offerAction("startDownload", () => {
  const event = cancellable();
  defaultSession.emit("will-download", event, {}, {});
  return event.defaultPrevented;
});
/** Asks the scheme's handler directly, as a request Chromium would never spell like this. */
offerAction("askScheme", async (url: string, method: string, initiatorOrigin?: string) => {
  const handler = handlers.get("catchment");
  if (handler === undefined) throw new Error("The program handles no scheme.");
  // A real Request tidies its address; the handler must hold without that.
  const asked = { url, method, initiatorOrigin } as unknown as Request;
  const response = await handler(asked);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  };
});

/** An event whose default can be prevented, as Electron hands to listeners. */
export function cancellable<T extends object>(details?: T) {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event;
}
