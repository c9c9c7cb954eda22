// The desktop program's entry: hardening, the page's scheme, the single instance, then the window and the door to
// it, in that order. It knows nothing of plans beyond that they are text.

import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, dialog, session } from "electron";
import { handleAppScheme, registerAppScheme } from "./appProtocol.ts";
import { type BridgeOperations, MENU_COMMAND_CHANNEL, OPEN_GIVEN_PLAN_COMMAND } from "./bridge/contract.ts";
import { PlanFiles } from "./files.ts";
import { GivenPlan, planPathIn } from "./givenPlan.ts";
import { hardenBeforeReady, hardenSession } from "./hardening.ts";
import { registerOperations } from "./ipc.ts";
import { JournalFile } from "./journal.ts";
import { showMenu } from "./menu.ts";
import { done } from "./problems.ts";
import { SettingsStore } from "./settings.ts";
import { PlanWindow } from "./window.ts";

/** build/dist/electron; the page lies beside it. */
const ownFolder = dirname(fileURLToPath(import.meta.url));

const givenPlan = new GivenPlan(planPathIn(process.argv.slice(1), process.cwd()));
let planWindow: PlanWindow | null = null;

function sendCommand(commandId: string): void {
  const contents = planWindow?.browserWindow.webContents;
  if (contents !== undefined && !contents.isDestroyed()) contents.send(MENU_COMMAND_CHANNEL, commandId);
}

function openGiven(path: string | null): void {
  planWindow?.focus();
  if (path === null) return;
  givenPlan.give(path);
  sendCommand(OPEN_GIVEN_PLAN_COMMAND);
}

function operationsFor(
  files: PlanFiles,
  settings: SettingsStore,
  journal: JournalFile,
  window: () => PlanWindow,
): BridgeOperations {
  return {
    openPlan: () => files.openPlan(),
    openRecent: (token) => files.openRecent(token),
    recentPlans: async () => files.recentPlans(),
    takeGivenPlan: async () => {
      const path = givenPlan.take();
      return path === null ? done(null) : files.readPlan(path);
    },
    savePlan: async (text, suggestedName, token) => {
      const saved = await files.savePlan(text, suggestedName, token);
      if (!saved.ok || saved.value === null) window().stayOpen();
      return saved;
    },
    chooseDataFiles: () => files.chooseDataFiles(),
    saveWorkbook: (bytes, suggestedName) => files.saveWorkbook(bytes, suggestedName),
    saveTable: (text, suggestedName) => files.saveTable(text, suggestedName),
    readSettings: async () => {
      const problem = settings.takeDamage();
      return problem === null ? done(settings.memory.settings) : { ok: false, problem };
    },
    writeSettings: async (changed) => {
      await settings.update({ settings: changed });
      return done(null);
    },
    startJournal: async (planText, label, entries) => {
      await journal.start(planText, label, entries);
      return done(null);
    },
    appendJournal: async (entry) => {
      await journal.append(entry);
      return done(null);
    },
    readJournal: () => journal.read(),
    clearJournal: async () => {
      await journal.clear();
      return done(null);
    },
    showDocument: async (title, unsaved) => {
      window().showDocument(title, unsaved);
      return done(null);
    },
  };
}

async function openProgram(): Promise<void> {
  const dataFolder = app.getPath("userData");
  await mkdir(dataFolder, { recursive: true });
  const settings = await SettingsStore.open(join(dataFolder, "settings.json"));
  const journal = new JournalFile(join(dataFolder, "journal.jsonl"));
  hardenSession(session.defaultSession);
  handleAppScheme(join(ownFolder, "..", "renderer"));
  showMenu(sendCommand, process.platform === "darwin", !app.isPackaged);
  const duties = { send: sendCommand, clearJournal: () => journal.clear() };
  const window = new PlanWindow(settings, duties, join(ownFolder, "preload.cjs"), !app.isPackaged);
  planWindow = window;
  const files = new PlanFiles(() => window.browserWindow, settings, app.getPath("documents"));
  registerOperations(
    operationsFor(files, settings, journal, () => window),
    (event) => event.sender === window.browserWindow.webContents,
  );
  await window.load();
}

/** Without its own folder or its page the program cannot run; saying so is all that is left. */
function giveUp(failure: unknown): void {
  const reason = failure instanceof Error ? failure.message : String(failure);
  dialog.showErrorBox("Catchment cannot start", reason);
  app.exit(1);
}

hardenBeforeReady();
registerAppScheme();
// Two programs would write one journal.
if (app.requestSingleInstanceLock()) {
  app.on("second-instance", (_event, programArguments, workingFolder) =>
    openGiven(planPathIn(programArguments.slice(1), workingFolder)),
  );
  app.on("open-file", (event, path) => {
    event.preventDefault();
    openGiven(path);
  });
  app.on("window-all-closed", () => app.quit());
  app.whenReady().then(openProgram).catch(giveUp);
} else {
  app.quit();
}
