// The door between the page and the main process: every operation of the contract is registered here, once, and
// answers only our page's main frame, only with arguments of the right kind.
//
// What must stay true: a handler never throws to the page; a refusal says no more than that it was refused.

import { type IpcMainInvokeEvent, ipcMain } from "electron";
import { isPageUrl } from "./appProtocol.ts";
import {
  areArgumentsOf,
  type BridgeOperations,
  type BridgeResult,
  OPERATION_CHANNELS,
  type OperationName,
} from "./bridge/contract.ts";
import { failed, fileFailure } from "./problems.ts";

/** Registers the operations for the page. `isOurs` tells whether contents belong to the program's window. */
export function registerOperations(
  operations: BridgeOperations,
  isOurs: (event: IpcMainInvokeEvent) => boolean,
): void {
  for (const name of Object.keys(OPERATION_CHANNELS) as OperationName[]) {
    ipcMain.handle(OPERATION_CHANNELS[name], (event: IpcMainInvokeEvent, ...given: unknown[]) => {
      if (!isOurs(event) || !isPageFrame(event)) return refusedSender();
      return run(operations, name, given);
    });
  }
}

/** Only the top frame, and only while it shows our page. */
function isPageFrame({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url);
}

async function run<Name extends OperationName>(
  operations: BridgeOperations,
  name: Name,
  given: readonly unknown[],
): Promise<BridgeResult<unknown>> {
  if (!areArgumentsOf(name, given)) {
    return failed("bad-arguments", "The page asked for something that cannot be done.", {
      remedy: "If you were saving, choose a shorter name without special characters.",
    });
  }
  const operation = operations[name] as (
    ...checked: Parameters<BridgeOperations[Name]>
  ) => Promise<BridgeResult<unknown>>;
  try {
    return await operation(...given);
  } catch (failure) {
    return fileFailure(failure, "used", "Catchment's own file");
  }
}

function refusedSender(): BridgeResult<never> {
  return failed("refused", "This page may not use the program.");
}
