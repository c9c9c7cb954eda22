// Choosing a workbook and waiting for what a worker finds in it: the same for both dialogs of this room.

import { useEffect, useRef, useState } from "preact/hooks";
import { askRoundTrip, type RoundTripAnswer, type RoundTripRequest } from "../../app/roundTrip.ts";
import type { DataFile } from "../../host/host.ts";
import type { Problem } from "../../plan/problem.ts";
import { useApp } from "../appContext.ts";

export type WorkbookState =
  | { readonly phase: "choosing" }
  | { readonly phase: "working"; readonly file: DataFile }
  | { readonly phase: "failed"; readonly problem: Problem }
  | { readonly phase: "done"; readonly file: DataFile; readonly answer: RoundTripAnswer };

export interface WorkbookChoice {
  readonly state: WorkbookState;
  /** Lets the user choose a workbook, then asks about it. */
  choose(requestFor: (file: DataFile) => RoundTripRequest): Promise<void>;
  /** Asks about a file. */
  ask(file: DataFile, request: RoundTripRequest): Promise<void>;
  stop(): void;
}

/** What is known of one workbook; leaving the dialog stops the asking. */
export function useWorkbook(): WorkbookChoice {
  const app = useApp();
  const [state, setState] = useState<WorkbookState>({ phase: "choosing" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const ask = async (file: DataFile, request: RoundTripRequest) => {
    const abort = new AbortController();
    running.current?.abort();
    running.current = abort;
    setState({ phase: "working", file });
    const answer = await askRoundTrip(request, abort.signal);
    if (running.current !== abort) return;
    running.current = null;
    if (answer.ok) setState({ phase: "done", file, answer: answer.value });
    else if (answer.problem.code === "cancelled") setState({ phase: "choosing" });
    else setState({ phase: "failed", problem: answer.problem });
  };
  const choose = async (requestFor: (file: DataFile) => RoundTripRequest) => {
    const chosen = await app.host.chooseDataFiles();
    if (!chosen.ok) {
      setState({ phase: "failed", problem: chosen.problem });
      return;
    }
    const [file] = chosen.value;
    if (file !== undefined) await ask(file, requestFor(file));
  };
  return { state, choose, ask, stop: () => running.current?.abort() };
}
