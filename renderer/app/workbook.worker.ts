// Writes workbooks off the page's thread: a large plan takes a second, and the page must not stand still. Calculates
// the plan it is given by itself, so nothing but the plan crosses.

import { writeWorkbook } from "../excel/write/workbook.ts";
import { PlanCalculation } from "../plan/calculation.ts";
import { serialOfMoment } from "../plan/clock.ts";
import type { Plan } from "../plan/plan.ts";
import { problem } from "../plan/problem.ts";
import type { WorkbookReply } from "./workers.ts";

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<{ readonly plan: Plan; readonly savedAt: string }>) => void) | null;
  postMessage(message: WorkbookReply, transfer: Transferable[]): void;
};

scope.onmessage = ({ data: { plan, savedAt } }) => {
  try {
    const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan, serialOfMoment(new Date())), {
      savedAt,
    });
    const own = new Uint8Array(bytes);
    scope.postMessage({ ok: true, value: { bytes: own, problems } }, [own.buffer]);
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    scope.postMessage(
      {
        ok: false,
        problem: problem("workbook-not-written", `The workbook could not be written: ${reason}.`, {
          remedy: "Save the plan, then try again with the latest version of Catchment.",
        }),
      },
      [],
    );
  }
};
