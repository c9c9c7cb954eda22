// Stand-in of Electron's BrowserWindow and WebContents: a real Chromium page. The built preload runs in it before
// the page's own scripts, with `require("electron")` leading to a small ipcRenderer whose messages come back here.

import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { Frame, Page, Request, Route } from "playwright";
import { toChromiumUrl, toProgramUrl } from "./addresses.ts";
import type { RunningBrowser } from "./browser.ts";
import { offerAction } from "./control.ts";
import { answerInvocation } from "./ipcMain.ts";
import { answerRoute, cancellable } from "./session.ts";

interface WindowOptions {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly title?: string;
  readonly webPreferences: { readonly preload: string } & Readonly<Record<string, unknown>>;
}

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type OpenHandler = (details: { url: string }) => { action: "allow" | "deny" };

const windows = new Set<BrowserWindow>();
let browser: RunningBrowser | null = null;
/** Told of new contents and of the last window's end. */
export const windowEvents = new EventEmitter();

export function useBrowser(running: RunningBrowser): void {
  browser = running;
}

class WebContents extends EventEmitter {
  page: Page | null = null;
  openHandler: OpenHandler = () => ({ action: "allow" });
  refusedWindows: string[] = [];
  #isLoadingByProgram = false;

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.page === null || this.page.isClosed();
  }

  send(channel: string, ...args: unknown[]): void {
    void this.page?.evaluate(
      ([name, given]) => {
        const receive = (globalThis as unknown as { standInReceive?: (c: string, a: unknown[]) => void })
          .standInReceive;
        receive?.(name, given);
      },
      [channel, args] as const,
    );
  }

  async load(url: string, preload: string): Promise<void> {
    this.#isLoadingByProgram = true;
    const page = await this.#preparePage(preload);
    await page.goto(toChromiumUrl(url));
    this.#isLoadingByProgram = false;
    this.emit("did-finish-load");
  }

  async #preparePage(preload: string): Promise<Page> {
    if (this.page !== null) return this.page;
    if (browser === null) throw new Error("Chromium is not running.");
    const { context } = browser;
    const page = context.pages()[0] ?? (await context.newPage());
    this.page = page;
    await context.route("**/*", (route, request) => this.#route(route, request));
    await context.exposeBinding(
      "standInInvoke",
      ({ frame, page: sender }, channel: string, given: unknown[]) =>
        answerInvocation(
          { sender: sender === this.page ? this : {}, senderFrame: frameFor(frame) },
          channel,
          given,
        ),
    );
    await page.addInitScript({ content: preloadScript(readFileSync(preload, "utf8")) });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("popup", (popup) => {
      const { action } = this.openHandler({ url: toProgramUrl(popup.url()) });
      if (action !== "deny") return;
      this.refusedWindows.push(popup.url());
      void popup.close();
    });
    return page;
  }

  async #route(route: Route, request: Request): Promise<void> {
    // A popup's own requests: Electron would not have made the window at all.
    const frame = request.isNavigationRequest() ? frameOf(request) : null;
    if (frame === "of a new window" || (frame !== null && frame.page() !== this.page)) {
      const { action } = this.openHandler({ url: toProgramUrl(request.url()) });
      return action === "deny" ? route.abort("blockedbyclient") : route.continue();
    }
    if (frame !== null && !this.#isLoadingByProgram && this.isNavigationRefused(frame, request.url())) {
      return route.abort("aborted");
    }
    return answerRoute(route, request);
  }

  isNavigationRefused(frame: Frame, url: string): boolean {
    const details = {
      url: toProgramUrl(url),
      isMainFrame: frame.parentFrame() === null,
      isSameDocument: false,
    };
    const frameEvent = cancellable(details);
    this.emit("will-frame-navigate", frameEvent);
    const event = cancellable(details);
    if (details.isMainFrame) this.emit("will-navigate", event, details.url);
    return frameEvent.defaultPrevented || event.defaultPrevented;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: WindowOptions;
  title: string;
  isEdited = false;
  #bounds: Bounds;
  #isMaximized = false;
  #isDestroyed = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.title = options.title ?? "";
    this.#bounds = { x: options.x ?? 100, y: options.y ?? 80, width: options.width, height: options.height };
    windows.add(this);
    windowEvents.emit("contents", this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url, this.options.webPreferences.preload);
    this.emit("ready-to-show");
    windowEvents.emit("loaded", browser);
  }

  /** The user's close button. */
  close(): void {
    const event = cancellable();
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    windows.delete(this);
    void this.webContents.page?.close().finally(() => {
      this.emit("closed");
      if (windows.size === 0) windowEvents.emit("all-closed");
    });
  }

  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  setBounds(bounds: Bounds): void {
    this.#bounds = bounds;
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  maximize(): void {
    this.#isMaximized = true;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  setDocumentEdited(edited: boolean): void {
    this.isEdited = edited;
  }

  isMinimized(): boolean {
    return false;
  }

  show(): void {}
  restore(): void {}

  focus(): void {
    focusCount += 1;
  }
}

let focusCount = 0;
/** Errors of the page and what the browser refused it, from its first load on. */
const complaints: string[] = [];

/** Playwright knows no frame for the first request of a window that is only being opened. */
function frameOf(request: Request): Frame | "of a new window" {
  try {
    return request.frame();
  } catch {
    return "of a new window";
  }
}

/** What Electron's WebFrameMain tells of the sender. */
function frameFor(frame: Frame) {
  const parent = frame.parentFrame();
  return {
    url: toProgramUrl(frame.url()),
    parent: parent === null ? null : { url: toProgramUrl(parent.url()) },
  };
}

/** The preload as one script: only the main frame gets it, as with `nodeIntegrationInSubFrames: false`. */
function preloadScript(preload: string): string {
  return `if (globalThis === globalThis.top) {
  const listeners = new Map();
  const invoke = globalThis.standInInvoke;
  const ipcRenderer = {
    invoke: (channel, ...given) => invoke(channel, given),
    on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    removeListener: (channel, listener) =>
      listeners.set(channel, (listeners.get(channel) ?? []).filter((each) => each !== listener)),
  };
  globalThis.standInReceive = (channel, given) => {
    for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer }, ...given);
  };
  const contextBridge = {
    exposeInMainWorld: (name, api) =>
      Object.defineProperty(globalThis, name, { value: Object.freeze({ ...api }), writable: false }),
  };
  const require = (name) => {
    if (name !== "electron") throw new Error("A sandboxed preload cannot require " + name);
    return { contextBridge, ipcRenderer };
  };
  const module = { exports: {} };
  ((require, module, exports) => {
${preload}
  })(require, module, module.exports);
}`;
}

function first(): BrowserWindow {
  const [window] = windows;
  if (window === undefined) throw new Error("There is no window.");
  return window;
}

offerAction("windowCount", () => windows.size);
offerAction("windowOptions", () => first().options);
offerAction("windowTitle", () => ({ title: first().title, isEdited: first().isEdited }));
offerAction("windowBounds", () => ({ ...first().getNormalBounds(), isMaximized: first().isMaximized() }));
offerAction("moveWindow", (bounds: Bounds) => first().setBounds(bounds));
offerAction("closeWindow", () => first().close());
offerAction("complaints", () => complaints);
offerAction("focusCount", () => focusCount);
offerAction("refusedWindows", () => first().webContents.refusedWindows);
offerAction("windowOpenAnswer", (url: string) => first().webContents.openHandler({ url }));
/** Emits an event of the page that Chromium alone would not, and tells whether the program prevented it. */
offerAction("emitOnContents", (name: string, details: object) => {
  const event = cancellable(details);
  first().webContents.emit(name, event, details);
  return event.defaultPrevented;
});
