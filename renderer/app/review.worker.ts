// Looks into a workbook off the page's thread: reads it, calculates it again or searches it, and writes the list of what
// was found. One question, one answer.

import { checkWorkbook } from "../excel/check/checkWorkbook.ts";
import { findingsWorkbook } from "../excel/findings/findingsWorkbook.ts";
import { findingsReport } from "../excel/findings/report.ts";
import { formulaBook } from "../excel/formulas/formulaBook.ts";
import { readWorkbook } from "../excel/read/readWorkbook.ts";
import { done, problem, type Result } from "../plan/problem.ts";
import type { ReviewAnswer, ReviewRequest } from "./reviewing.ts";

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ReviewRequest>) => void) | null;
  postMessage(message: Result<ReviewAnswer>): void;
};

async function answer(request: ReviewRequest): Promise<Result<ReviewAnswer>> {
  if (request.kind === "list") {
    const bytes = await findingsWorkbook(request.report, new Date(request.created));
    return done({ kind: "list", bytes: new Uint8Array(bytes) });
  }
  const { fileName, bytes } = request;
  const content = readWorkbook(bytes, { fileName, dates: "asStored" });
  if (!content.ok) return content;
  const { problems } = content.value;
  const book = formulaBook(content.value);
  return done(
    request.kind === "check"
      ? { kind: "check", check: checkWorkbook(book), problems }
      : { kind: "findings", report: findingsReport(book), problems },
  );
}

scope.onmessage = ({ data }) => {
  answer(data).then(
    (result) => scope.postMessage(result),
    (failure: unknown) =>
      scope.postMessage({
        ok: false,
        problem: problem(
          "review-stopped",
          `The workbook could not be looked at: ${failure instanceof Error ? failure.message : String(failure)}.`,
          { remedy: "Open it in Excel, save it as .xlsx, then try again." },
        ),
      }),
  );
};
