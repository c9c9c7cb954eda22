// The page's side of workbooks that go out and come back: what was edited in one that Catchment exported, and the plan's changes
// put into the one the data came from. A worker lives for one question, because a large workbook takes seconds.

import {
  type AppliedChanges,
  applyWorkbookChanges,
  type ReopenedWorkbook,
  type WorkbookChange,
} from "../excel/reopen/reopenWorkbook.ts";
import type { SavedBack } from "../excel/saveBack/saveBack.ts";
import type { Plan } from "../plan/plan.ts";
import { failed, type Result } from "../plan/problem.ts";

export type RoundTripRequest =
  | { readonly kind: "reopen"; readonly fileName: string; readonly bytes: Uint8Array }
  | {
      readonly kind: "saveBack";
      readonly fileName: string;
      readonly bytes: Uint8Array;
      readonly plan: Plan;
      readonly overwrite: boolean;
    };

export type RoundTripAnswer =
  | { readonly kind: "reopen"; readonly reopened: ReopenedWorkbook }
  | { readonly kind: "saveBack"; readonly saved: SavedBack };

/** Asks a fresh worker; aborting ends it with the problem `cancelled`. */
export function askRoundTrip(
  request: RoundTripRequest,
  signal: AbortSignal,
): Promise<Result<RoundTripAnswer>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./roundTrip.worker.ts", import.meta.url), { type: "module" });
    const finish = (result: Result<RoundTripAnswer>) => {
      worker.terminate();
      resolve(result);
    };
    signal.addEventListener(
      "abort",
      () =>
        finish(failed("cancelled", "Cancelled.", { remedy: "Choose the file again when you are ready." })),
      { once: true },
    );
    worker.addEventListener("message", (event: MessageEvent<Result<RoundTripAnswer>>) => finish(event.data));
    worker.addEventListener("error", (event) =>
      finish(
        failed("workbook-stopped", `The workbook could not be worked on: ${event.message}.`, {
          remedy: "Close other programs to free memory, then try again.",
        }),
      ),
    );
    worker.postMessage(request);
  });
}

/** The plan of an exported workbook with the edits that were taken. */
export function withEdits(reopened: ReopenedWorkbook, taken: readonly WorkbookChange[]): AppliedChanges {
  return applyWorkbookChanges(reopened.plan, taken);
}
