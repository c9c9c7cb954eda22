// Reopens exported workbooks and saves back into others, off the page's thread. One question, one answer.

import { readWorkbook } from "../excel/read/readWorkbook.ts";
import { reopenWorkbook } from "../excel/reopen/reopenWorkbook.ts";
import { saveBack } from "../excel/saveBack/saveBack.ts";
import { done, problem, type Result } from "../plan/problem.ts";
import type { RoundTripAnswer, RoundTripRequest } from "./roundTrip.ts";

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<RoundTripRequest>) => void) | null;
  postMessage(message: Result<RoundTripAnswer>): void;
};

function answer(request: RoundTripRequest): Result<RoundTripAnswer> {
  const { fileName, bytes } = request;
  if (request.kind === "saveBack") {
    const saved = saveBack(request.plan, bytes, { fileName, overwrite: request.overwrite });
    return saved.ok ? done({ kind: "saveBack", saved: saved.value }) : saved;
  }
  const content = readWorkbook(bytes, { fileName });
  if (!content.ok) return content;
  const reopened = reopenWorkbook(content.value);
  if (!reopened.ok) return reopened;
  const problems = [...content.value.problems, ...reopened.value.problems];
  return done({ kind: "reopen", reopened: { ...reopened.value, problems } });
}

scope.onmessage = ({ data }) => {
  try {
    scope.postMessage(answer(data));
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    scope.postMessage({
      ok: false,
      problem: problem("workbook-stopped", `The workbook could not be worked on: ${reason}.`, {
        remedy: "Open it in Excel, save it as .xlsx, then try again.",
      }),
    });
  }
};
