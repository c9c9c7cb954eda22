// Looks into a workbook without bringing it in: does Catchment calculate every formula as Excel saved it, or which cells
// break the formula of their column or row. The file is read in a worker and stays as it is, and so does the plan.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import {
  type CheckedWorkbook,
  checkInWorker,
  findingsInWorker,
  type ReviewedWorkbook,
} from "../../app/reviewing.ts";
import type { FindingsReport } from "../../excel/findings/report.ts";
import type { Problem } from "../../plan/problem.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { saveReport } from "../fileActions.ts";
import { problemText } from "../groups/problemText.ts";
import { CheckResult } from "./CheckResult.tsx";
import { ReportResult } from "./ReportResult.tsx";
import { reviewText } from "./reviewText.ts";
import "../rules/rules.css";

interface WorkbookReviewProps {
  readonly what: "check" | "findings";
  readonly onClose: () => void;
}

type State =
  | { readonly phase: "choosing" }
  | { readonly phase: "working"; readonly fileName: string }
  | { readonly phase: "failed"; readonly problem: Problem }
  | {
      readonly phase: "done";
      readonly fileName: string;
      readonly answer: CheckedWorkbook | ReviewedWorkbook;
    };

export function WorkbookReviewDialog({ what, onClose }: WorkbookReviewProps): JSX.Element {
  const app = useApp();
  const [state, setState] = useState<State>({ phase: "choosing" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const choose = async () => {
    const chosen = await app.host.chooseDataFiles();
    if (!chosen.ok) {
      setState({ phase: "failed", problem: chosen.problem });
      return;
    }
    const [file] = chosen.value;
    if (file === undefined) return;
    const { fileName, bytes } = file;
    const abort = new AbortController();
    running.current?.abort();
    running.current = abort;
    setState({ phase: "working", fileName });
    const ask = what === "check" ? checkInWorker : findingsInWorker;
    const answer = await ask(fileName, bytes, abort.signal);
    if (running.current !== abort) return;
    running.current = null;
    if (answer.ok) setState({ phase: "done", fileName, answer: answer.value });
    else if (answer.problem.code === "cancelled") setState({ phase: "choosing" });
    else setState({ phase: "failed", problem: answer.problem });
  };
  const words = reviewText[what];
  return (
    <Dialog
      title={words.title}
      size="wide"
      onClose={onClose}
      footer={
        <>
          {state.phase === "working" ? (
            <Button onClick={() => running.current?.abort()}>{reviewText.cancel}</Button>
          ) : (
            <Button tone={state.phase === "done" ? "secondary" : "primary"} onClick={() => void choose()}>
              {state.phase === "choosing" ? reviewText.choose : reviewText.another}
            </Button>
          )}
          {state.phase === "done" && state.answer.kind === "findings" ? (
            <SaveButton report={state.answer.report} />
          ) : null}
          <Button onClick={onClose}>{reviewText.close}</Button>
        </>
      }
    >
      <p class="form-intro">{words.intro}</p>
      <div role="status">
        {state.phase === "working" ? <p>{reviewText.working(state.fileName)}</p> : null}
        {state.phase === "done" ? (
          <p class="review-total">{summaryOf(state.fileName, state.answer)}</p>
        ) : null}
      </div>
      {state.phase === "failed" ? (
        <p class="field-error" role="alert">
          {problemText(state.problem)}
        </p>
      ) : null}
      {state.phase === "done" ? <Answer answer={state.answer} /> : null}
    </Dialog>
  );
}

function SaveButton({ report }: { readonly report: FindingsReport }): JSX.Element {
  const app = useApp();
  return (
    <Button
      tone="primary"
      disabled={report.findings.length === 0}
      onClick={() => void saveReport(app, report)}
    >
      {reviewText.save}
    </Button>
  );
}

function summaryOf(fileName: string, answer: CheckedWorkbook | ReviewedWorkbook): string {
  if (answer.kind === "findings") {
    const { findings, formulas } = answer.report;
    return reviewText.findings.summary(fileName, findings.length, formulas);
  }
  const { cells, agree, differ } = answer.check;
  return reviewText.check.summary(fileName, cells, agree, differ.length);
}

function Answer({ answer }: { readonly answer: CheckedWorkbook | ReviewedWorkbook }): JSX.Element {
  return (
    <div class="review-tab">
      {answer.kind === "check" ? (
        <CheckResult check={answer.check} />
      ) : (
        <ReportResult report={answer.report} />
      )}
      {answer.problems.length === 0 ? null : (
        <>
          <h3>{reviewText.problems}</h3>
          <ul>
            {answer.problems.slice(0, 20).map((each) => (
              <li key={`${each.code} ${each.message}`}>{problemText(each)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
