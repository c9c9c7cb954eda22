// The Host of the desktop program: every call goes through `window.catchment`, which the preload put there.
//
// What must stay true: nothing rejects; a call that the main process could not answer becomes a problem.

import type { Bridge, BridgeResult } from "../../electron/bridge/contract.ts";
import { failed, type Result } from "../plan/problem.ts";
import { toFileName } from "./fileNames.ts";
import type { Host } from "./host.ts";
import { allowOwnScripts } from "./trustedScripts.ts";

/** What the preload put on the page, or null in a plain browser. */
function findBridge(): Bridge | null {
  return (globalThis as { readonly catchment?: Bridge }).catchment ?? null;
}

/** True in the desktop program. */
export function hasElectronBridge(): boolean {
  return findBridge() !== null;
}

/** The desktop's Host; call it only where `hasElectronBridge` says so. */
export function createElectronHost(): Host {
  const bridge = findBridge();
  if (bridge === null) throw new Error("The desktop bridge is missing.");
  allowOwnScripts();
  return {
    kind: "desktop",
    openPlan: () => ask(bridge.openPlan()),
    openRecent: (token) => ask(bridge.openRecent(token)),
    recentPlans: () => ask(bridge.recentPlans()),
    takeGivenPlan: () => ask(bridge.takeGivenPlan()),
    savePlan: (text, suggestedName, token) => ask(bridge.savePlan(text, toFileName(suggestedName), token)),
    chooseDataFiles: () => ask(bridge.chooseDataFiles()),
    saveWorkbook: (bytes, suggestedName) => ask(bridge.saveWorkbook(bytes, toFileName(suggestedName))),
    saveTable: (text, suggestedName) => ask(bridge.saveTable(text, toFileName(suggestedName))),
    readSettings: () => ask(bridge.readSettings()),
    writeSettings: ({ theme, seenSample }) => ask(bridge.writeSettings({ theme, seenSample })),
    journal: {
      start: (planText, label, entries = []) => ask(bridge.startJournal(planText, label, entries)),
      append: (entry) => ask(bridge.appendJournal(entry)),
      read: () => ask(bridge.readJournal()),
      clear: () => ask(bridge.clearJournal()),
    },
    onMenuCommand: (listener) => bridge.onMenuCommand(listener),
    showDocument(title, unsaved) {
      // Nothing to tell the user when the title bar could not be changed.
      void ask(bridge.showDocument(title, unsaved));
    },
  };
}

async function ask<T>(answer: Promise<BridgeResult<T>>): Promise<Result<T>> {
  try {
    return await answer;
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    return failed("no-answer", `The program did not answer: ${reason}.`, {
      remedy: "Save the plan under another name, then start Catchment again.",
    });
  }
}
