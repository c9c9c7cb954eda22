// The page's side of looking into somebody's workbook: does Catchment calculate it as Excel did, which cells break their
// formula, and the list of findings as a workbook to send round. A worker lives for one question, because a large workbook
// takes seconds and a cancelled one must stop at once.

import type { WorkbookCheck } from "../excel/check/checkWorkbook.ts";
import type { FindingsReport } from "../excel/findings/report.ts";
import { type Findings, findingsOf } from "../plan/findings.ts";
import type { Plan } from "../plan/plan.ts";
import { failed, type Problem, type Result } from "../plan/problem.ts";
import { planTables, rowKeys } from "../plan/tables.ts";
import type { Session } from "./session.ts";

export type ReviewRequest =
  | { readonly kind: "check"; readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly kind: "findings"; readonly fileName: string; readonly bytes: Uint8Array }
  /** `created`: ISO 8601 in UTC, for the document's properties. */
  | { readonly kind: "list"; readonly report: FindingsReport; readonly created: string };

export interface CheckedWorkbook {
  readonly kind: "check";
  readonly check: WorkbookCheck;
  /** What was said while the file was read. */
  readonly problems: readonly Problem[];
}

export interface ReviewedWorkbook {
  readonly kind: "findings";
  readonly report: FindingsReport;
  readonly problems: readonly Problem[];
}

export interface WrittenList {
  readonly kind: "list";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type ReviewAnswer = CheckedWorkbook | ReviewedWorkbook | WrittenList;

/** Asks a fresh worker; aborting ends it with the problem `cancelled`. */
function ask(request: ReviewRequest, signal?: AbortSignal): Promise<Result<ReviewAnswer>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./review.worker.ts", import.meta.url), { type: "module" });
    const finish = (result: Result<ReviewAnswer>) => {
      worker.terminate();
      resolve(result);
    };
    signal?.addEventListener(
      "abort",
      () =>
        finish(failed("cancelled", "Cancelled.", { remedy: "Choose the file again when you are ready." })),
      { once: true },
    );
    worker.addEventListener("message", (event: MessageEvent<Result<ReviewAnswer>>) => finish(event.data));
    worker.addEventListener("error", (event) =>
      finish(
        failed("review-stopped", `The workbook could not be looked at: ${event.message}.`, {
          remedy: "Close other programs to free memory, then try again.",
        }),
      ),
    );
    worker.postMessage(request);
  });
}

/** Calculates every formula of a workbook again and compares it with what Excel saved. */
export async function checkInWorker(
  fileName: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Result<CheckedWorkbook>> {
  const answer = await ask({ kind: "check", fileName, bytes }, signal);
  return answer.ok && answer.value.kind !== "check" ? unexpected() : (answer as Result<CheckedWorkbook>);
}

/** The cells of a workbook that break the formula of their column or row. */
export async function findingsInWorker(
  fileName: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Result<ReviewedWorkbook>> {
  const answer = await ask({ kind: "findings", fileName, bytes }, signal);
  return answer.ok && answer.value.kind !== "findings" ? unexpected() : (answer as Result<ReviewedWorkbook>);
}

/** A list of findings as the bytes of an .xlsx. */
export async function writeFindings(report: FindingsReport, created: string): Promise<Result<WrittenList>> {
  const answer = await ask({ kind: "list", report, created });
  return answer.ok && answer.value.kind !== "list" ? unexpected() : (answer as Result<WrittenList>);
}

function unexpected<T>(): Result<T> {
  return failed("review-stopped", "The workbook could not be looked at.", { remedy: "Try again." });
}

/** The findings of the open plan in the form of a workbook's, so that both go into one kind of list. */
export function planFindingsReport(session: Session): FindingsReport {
  const plan = session.plan.value;
  const found = findingsOf(plan, session.calculation);
  return {
    workbook: plan.title,
    findings: found.cells.map(({ finding, ...cell }) => {
      const [, sheet = "", place = ""] = /^(?:(.*)!)?([^!]*)$/.exec(finding.cell) ?? [];
      return {
        sheet,
        cell: place,
        block: cell.tableTitle,
        line: `${cell.column} of ${cell.rowName}`,
        direction: "column",
        kind:
          finding.kind === "formula" ? "formula" : typeof cell.standing === "string" ? "text" : "constant",
        value: cell.standing,
        formula: finding.formula === "" ? null : finding.formula,
        expected: cell.formulaValue,
        expectedFormula: cell.formula,
        difference: cell.difference,
        money: cell.isMoney,
        numberFormat: cell.format,
      };
    }),
    total: sumOf(found),
    moneyTotal: found.total.money,
    blocks: [],
    formulas: formulaCells(plan),
  };
}

function sumOf({ cells }: Findings): number {
  return cells.reduce((sum, { difference }) => sum + (difference ?? 0), 0);
}

/** Cells of formula columns in the base. */
function formulaCells(plan: Plan): number {
  const base = plan.options[0];
  if (base === undefined) return 0;
  return planTables(plan).reduce((sum, table) => {
    const formulas = table.columns.filter((column) => column.role === "formula").length;
    return sum + formulas * rowKeys(plan, table, base).length;
  }, 0);
}
