// A small stand-in of the `electron` module, so that the program's real main process and preload run under Node
// where Electron's binary cannot be had. Windows are Chromium pages; dialogs, menu and a second start are played by
// the test (control.ts). It has what the program uses and nothing more: using anything else fails at import.
//
// Contract: node_modules/electron/electron.d.ts.

import { EventEmitter } from "node:events";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { type RunningBrowser, startBrowser } from "./browser.ts";
import { offerAction, tellReady } from "./control.ts";
import { BrowserWindow, useBrowser, windowEvents } from "./window.ts";

export { ipcMain } from "./ipcMain.ts";
export { protocol, session } from "./session.ts";
export { BrowserWindow };

const dataFolder = process.env.STAND_IN_DATA_FOLDER ?? "";
if (dataFolder === "") throw new Error("The stand-in needs STAND_IN_DATA_FOLDER.");
const userDataFolder = join(dataFolder, "userData");
const documentsFolder = join(dataFolder, "documents");
mkdirSync(userDataFolder, { recursive: true });
mkdirSync(documentsFolder, { recursive: true });

let runningBrowser: RunningBrowser | null = null;
let isQuitting = false;

class AppStandIn extends EventEmitter {
  readonly isPackaged = false;
  isSandboxEnabled = false;
  readonly switches: Record<string, string> = {};
  readonly commandLine = {
    appendSwitch: (name: string, value = "") => {
      this.switches[name] = value;
    },
  };

  enableSandbox(): void {
    if (runningBrowser !== null) throw new Error("enableSandbox() must be called before app is ready.");
    this.isSandboxEnabled = true;
  }

  getPath(name: string): string {
    if (name === "userData") return userDataFolder;
    if (name === "documents") return documentsFolder;
    throw new Error(`The stand-in has no path "${name}".`);
  }

  /** Electron holds a lock in the user data folder; so does this, as a socket there. */
  requestSingleInstanceLock(): boolean {
    if (process.env.STAND_IN_IS_SECOND === "1") return false;
    listenForSecondInstance();
    return true;
  }

  async whenReady(): Promise<void> {
    runningBrowser ??= await startBrowser(dataFolder);
    useBrowser(runningBrowser);
    this.emit("ready");
  }

  quit(): void {
    if (BrowserWindow.getAllWindows().length > 0) {
      isQuitting = true;
      for (const window of BrowserWindow.getAllWindows()) window.close();
      return;
    }
    this.exit(0);
  }

  exit(code: number): void {
    const ended = runningBrowser?.close() ?? Promise.resolve();
    void Promise.allSettled([ended, handedOver]).then(() => process.exit(code));
  }
}

export const app = new AppStandIn();

windowEvents.on("contents", (contents) => app.emit("web-contents-created", {}, contents));
windowEvents.on("all-closed", () => {
  if (isQuitting || app.listenerCount("window-all-closed") === 0) app.quit();
  else app.emit("window-all-closed");
});
windowEvents.on("loaded", ({ debuggingUrl, processId }: RunningBrowser) =>
  tellReady({ ready: true, debuggingUrl, chromiumProcessId: processId }),
);

const socketPath = join(userDataFolder, "instance.sock");

function listenForSecondInstance(): void {
  if (existsSync(socketPath)) rmSync(socketPath);
  createServer((socket) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("end", () => {
      const { argv, workingFolder } = JSON.parse(text) as { argv: string[]; workingFolder: string };
      app.emit("second-instance", {}, argv, workingFolder, undefined);
    });
  })
    .listen(socketPath)
    .unref();
}

/** A second start gives its arguments to the first before it ends. */
const handedOver = process.env.STAND_IN_IS_SECOND === "1" ? handOver() : Promise.resolve();

function handOver(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.once("error", reject);
    socket.once("close", () => resolve());
    socket.resume();
    socket.end(JSON.stringify({ argv: process.argv, workingFolder: process.cwd() }));
  });
}

export const screen = {
  getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
};

interface DialogCall {
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
}

const dialogAnswers: unknown[] = [];
const dialogCalls: DialogCall[] = [];

/** The next answer of the test; a dialog no test expects is an error. */
async function answerDialog(kind: string, given: readonly unknown[]): Promise<unknown> {
  dialogCalls.push({ kind, options: given.at(-1) as DialogCall["options"] });
  if (dialogAnswers.length === 0) throw new Error(`Nobody answers ${kind}.`);
  return dialogAnswers.shift();
}

export const dialog = {
  showOpenDialog: (...given: unknown[]) => answerDialog("showOpenDialog", given),
  showSaveDialog: (...given: unknown[]) => answerDialog("showSaveDialog", given),
  showMessageBox: (...given: unknown[]) => answerDialog("showMessageBox", given),
  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`);
  },
};

interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

let applicationMenu: readonly MenuItem[] = [];

export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu(menu: readonly MenuItem[]): void {
    applicationMenu = menu;
  },
};

function menuItems(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.flatMap((item) => [item, ...menuItems(item.submenu ?? [])]);
}

offerAction("answerDialog", (answer: unknown) => {
  dialogAnswers.push(answer);
});
offerAction("dialogCalls", () => dialogCalls);
offerAction("menu", () => menuItems(applicationMenu).map(({ id, label, role }) => ({ id, label, role })));
offerAction("chooseMenu", (id: string) => {
  const item = menuItems(applicationMenu).find((each) => each.id === id);
  if (item?.click === undefined) throw new Error(`The menu has no item "${id}".`);
  item.click();
});
offerAction("isSandboxEnabled", () => app.isSandboxEnabled);
offerAction("switches", () => app.switches);
offerAction("openFileEvent", (path: string) => {
  app.emit("open-file", { preventDefault: () => undefined }, path);
});
