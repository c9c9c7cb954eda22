// Runs in the page's process before the page, walled off from it, and puts `window.catchment` there: one named
// function per operation of the contract. The page gets no event objects, no channel names and no way to send
// anything else.

import { contextBridge, ipcRenderer } from "electron";
import {
  type Bridge,
  type BridgeOperations,
  MENU_COMMAND_CHANNEL,
  OPERATION_CHANNELS,
  type OperationName,
} from "./bridge/contract.ts";

function operation<Name extends OperationName>(name: Name): BridgeOperations[Name] {
  const invoke = (...given: unknown[]) => ipcRenderer.invoke(OPERATION_CHANNELS[name], ...given);
  return invoke as BridgeOperations[Name];
}

const bridge: Bridge = {
  openPlan: operation("openPlan"),
  openRecent: operation("openRecent"),
  recentPlans: operation("recentPlans"),
  takeGivenPlan: operation("takeGivenPlan"),
  savePlan: operation("savePlan"),
  chooseDataFiles: operation("chooseDataFiles"),
  saveWorkbook: operation("saveWorkbook"),
  saveTable: operation("saveTable"),
  readSettings: operation("readSettings"),
  writeSettings: operation("writeSettings"),
  startJournal: operation("startJournal"),
  appendJournal: operation("appendJournal"),
  readJournal: operation("readJournal"),
  clearJournal: operation("clearJournal"),
  showDocument: operation("showDocument"),
  onMenuCommand(listener) {
    // The event stays here: it carries the sender, which would be a way back to ipcRenderer.
    const forward = (_event: unknown, commandId: unknown) => {
      if (typeof commandId === "string") listener(commandId);
    };
    ipcRenderer.on(MENU_COMMAND_CHANNEL, forward);
    return () => {
      ipcRenderer.removeListener(MENU_COMMAND_CHANNEL, forward);
    };
  },
};

contextBridge.exposeInMainWorld("catchment", bridge);
