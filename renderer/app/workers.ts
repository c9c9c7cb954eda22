// The page's side of the worker that writes workbooks. A worker lives for one workbook. (Reading has its own:
// fileReader.ts.)

import type { Plan } from "../plan/plan.ts";
import { failed, type Problem, type Result } from "../plan/problem.ts";

/** A finished workbook and what could not go into it as it is in the plan. */
export interface FinishedWorkbook {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly problems: readonly Problem[];
}

export type WorkbookReply = Result<FinishedWorkbook>;

/** The plan as an .xlsx file. `savedAt`: ISO 8601 in UTC, for the document's properties. */
export function exportWorkbook(plan: Plan, savedAt: string): Promise<Result<FinishedWorkbook>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./workbook.worker.ts", import.meta.url), { type: "module" });
    const finish = (result: Result<FinishedWorkbook>) => {
      worker.terminate();
      resolve(result);
    };
    worker.addEventListener("message", (event: MessageEvent<WorkbookReply>) => finish(event.data));
    worker.addEventListener("error", (event) =>
      finish(
        failed("workbook-not-written", `The workbook could not be written: ${event.message}.`, {
          remedy: "Save the plan, then try again.",
        }),
      ),
    );
    worker.postMessage({ plan, savedAt });
  });
}
