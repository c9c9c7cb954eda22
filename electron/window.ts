// The one window: how it is made, where it stands, and how it closes. Its preferences are the security rules of
// https://www.electronjs.org/docs/latest/tutorial/security, spelled out although most are defaults, because a
// default may change.

import { BrowserWindow, dialog, screen } from "electron";
import { PAGE_URL } from "./appProtocol.ts";
import type { SettingsStore, WindowPlace } from "./settings.ts";

const USUAL_SIZE = { width: 1400, height: 900 };
const SMALLEST_SIZE = { minWidth: 800, minHeight: 560 };
/** So much of the title bar must be on a screen for the user to be able to move the window. */
const REACHABLE_PIXELS = 80;

export interface WindowDuties {
  /** Sends a command to the page. */
  readonly send: (commandId: string) => void;
  /** The edits need no keeping any more: they are saved, or the user let them go. */
  readonly clearJournal: () => Promise<void>;
}

/** The program's window and what it knows of the document in it. */
export class PlanWindow {
  readonly browserWindow: BrowserWindow;
  readonly #settings: SettingsStore;
  readonly #duties: WindowDuties;
  #title = "Catchment";
  #unsaved = false;
  #closesWhenSaved = false;
  #isClosing = false;

  constructor(settings: SettingsStore, duties: WindowDuties, preload: string, isDevelopment: boolean) {
    this.#settings = settings;
    this.#duties = duties;
    const place = visiblePlace(settings.memory.windowPlace);
    this.browserWindow = new BrowserWindow({
      ...USUAL_SIZE,
      ...SMALLEST_SIZE,
      ...(place === null ? {} : { x: place.x, y: place.y, width: place.width, height: place.height }),
      title: "Catchment",
      backgroundColor: "#ffffff",
      show: false,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: isDevelopment,
      },
    });
    if (place?.isMaximized === true) this.browserWindow.maximize();
    this.browserWindow.once("ready-to-show", () => this.browserWindow.show());
    // The title is the document's, not the HTML's.
    this.browserWindow.on("page-title-updated", (event) => event.preventDefault());
    this.browserWindow.on("close", (event) => {
      event.preventDefault();
      void this.#close();
    });
    this.browserWindow.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason !== "clean-exit") void this.#offerReload();
    });
  }

  load(): Promise<void> {
    return this.browserWindow.loadURL(PAGE_URL);
  }

  /** Brings the window to the front, as when the program is started a second time. */
  focus(): void {
    if (this.browserWindow.isMinimized()) this.browserWindow.restore();
    this.browserWindow.focus();
  }

  /** What the page says of its document. */
  showDocument(title: string, unsaved: boolean): void {
    this.#title = title;
    this.#unsaved = unsaved;
    this.browserWindow.setTitle(`${unsaved ? "• " : ""}${title === "" ? "" : `${title} - `}Catchment`);
    this.browserWindow.setDocumentEdited(unsaved);
    if (!unsaved && this.#closesWhenSaved) void this.#leave();
  }

  /** Saving was cancelled or failed: the window stays. */
  stayOpen(): void {
    this.#closesWhenSaved = false;
  }

  async #close(): Promise<void> {
    if (this.#isClosing) return;
    if (!this.#unsaved) return this.#leave();
    this.#isClosing = true;
    const { response } = await dialog.showMessageBox(this.browserWindow, {
      type: "warning",
      message: `Save the changes to "${this.#title === "" ? "this plan" : this.#title}"?`,
      detail: "If you do not save, your changes since the last save are lost.",
      buttons: ["Save", "Do not save", "Cancel"],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    this.#isClosing = false;
    if (response === 1) return this.#leave();
    if (response !== 0) return;
    this.#closesWhenSaved = true;
    this.#duties.send("savePlan");
  }

  /** Whatever fails here must not keep the window open; what is left behind is offered at the next start. */
  async #leave(): Promise<void> {
    this.#isClosing = true;
    const place: WindowPlace = {
      ...this.browserWindow.getNormalBounds(),
      isMaximized: this.browserWindow.isMaximized(),
    };
    await Promise.allSettled([this.#settings.update({ windowPlace: place }), this.#duties.clearJournal()]);
    this.browserWindow.destroy();
  }

  async #offerReload(): Promise<void> {
    this.#unsaved = false;
    this.#closesWhenSaved = false;
    const { response } = await dialog.showMessageBox({
      type: "error",
      message: "Catchment's window stopped working.",
      detail: "Your edits are kept and will be offered to you.",
      buttons: ["Open it again", "Quit"],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response === 0) await this.load();
    // Not by way of `#leave`: the journal must stay.
    else this.browserWindow.destroy();
  }
}

/** The remembered place, if a screen still shows enough of it. */
function visiblePlace(place: WindowPlace | null): WindowPlace | null {
  if (place === null) return null;
  const { workArea } = screen.getDisplayMatching(place);
  const isReachable =
    place.x + place.width - REACHABLE_PIXELS >= workArea.x &&
    place.x + REACHABLE_PIXELS <= workArea.x + workArea.width &&
    place.y >= workArea.y - REACHABLE_PIXELS &&
    place.y + REACHABLE_PIXELS <= workArea.y + workArea.height;
  return isReachable ? place : null;
}
