// Opens a workbook that Catchment exported: the edits made in it as a list with check boxes, then the plan with those that were
// taken. Until then the open plan stays.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { withEdits } from "../../app/roundTrip.ts";
import type { ReopenedWorkbook, WorkbookChange } from "../../excel/reopen/reopenWorkbook.ts";
import type { DataFile } from "../../host/host.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { openReopened } from "../fileActions.ts";
import { problemText } from "../groups/problemText.ts";
import { reopenText } from "./text.ts";
import { useWorkbook } from "./useWorkbook.ts";
import "./reopen.css";

/** So many edits are listed one by one; thousands of check boxes would be no choice any more. */
const MOST_SHOWN = 300;

/** What carries no plan that can be read may still hold data. */
const IMPORTABLE = new Set(["no-plan-in-workbook", "embedded-plan-unreadable"]);

interface ReopenDialogProps {
  readonly file: DataFile;
  readonly onClose: () => void;
}

export function ReopenDialog({ file, onClose }: ReopenDialogProps): JSX.Element {
  const app = useApp();
  const { state, ask } = useWorkbook();
  useEffect(() => void ask(file, { kind: "reopen", ...file }), [file]);
  const [left, setLeft] = useState<ReadonlySet<WorkbookChange>>(new Set());
  const reopened = state.phase === "done" && state.answer.kind === "reopen" ? state.answer.reopened : null;
  const taken = reopened?.changes.filter((change) => !left.has(change)) ?? [];
  const open = () => {
    if (reopened === null || state.phase !== "done") return;
    const { plan, problems } = withEdits(reopened, taken);
    onClose();
    openReopened(app, plan, problems, reopenText.opened(state.file.fileName));
  };
  const importIt = () => {
    app.ui.dialog.value = { kind: "import", files: [new File([new Uint8Array(file.bytes)], file.fileName)] };
  };
  return (
    <Dialog
      title={reopenText.title}
      size="wide"
      onClose={onClose}
      footer={
        <>
          {reopened === null ? null : (
            <Button tone="primary" onClick={open}>
              {reopenText.open(taken.length, reopened.changes.length)}
            </Button>
          )}
          {state.phase === "failed" && IMPORTABLE.has(state.problem.code) ? (
            <Button tone="primary" onClick={importIt}>
              {reopenText.importIt}
            </Button>
          ) : null}
          <Button onClick={onClose}>{reopenText.close}</Button>
        </>
      }
    >
      <p class="form-intro">{reopenText.intro}</p>
      <div role="status">
        {state.phase === "working" ? <p>{reopenText.working(state.file.fileName)}</p> : null}
        {reopened !== null && state.phase === "done" ? (
          <p class="reopen-total">{reopenText.found(state.file.fileName, reopened.changes.length)}</p>
        ) : null}
      </div>
      {state.phase === "failed" ? (
        <p class="field-error" role="alert">
          {problemText(state.problem)}
        </p>
      ) : null}
      {reopened === null ? null : <Found reopened={reopened} left={left} onLeave={setLeft} />}
    </Dialog>
  );
}

function Found({
  reopened: { changes, problems },
  left,
  onLeave,
}: {
  readonly reopened: ReopenedWorkbook;
  readonly left: ReadonlySet<WorkbookChange>;
  readonly onLeave: (left: ReadonlySet<WorkbookChange>) => void;
}): JSX.Element {
  const toggle = (change: WorkbookChange) => {
    const next = new Set(left);
    if (!next.delete(change)) next.add(change);
    onLeave(next);
  };
  return (
    <>
      {changes.length === 0 ? null : (
        <fieldset class="reopen-changes">
          <legend>{reopenText.changes}</legend>
          <div class="reopen-buttons">
            <Button onClick={() => onLeave(new Set())}>{reopenText.takeAll}</Button>
            <Button onClick={() => onLeave(new Set(changes))}>{reopenText.takeNone}</Button>
          </div>
          <ul>
            {changes.slice(0, MOST_SHOWN).map((change, at) => (
              <li key={at}>
                <label>
                  <input type="checkbox" checked={!left.has(change)} onChange={() => toggle(change)} />
                  <span>
                    {change.sentence}{" "}
                    <span class="reopen-place">({reopenText.place(change.sheet, change.cell)})</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {changes.length > MOST_SHOWN ? <p>{reopenText.more(changes.length - MOST_SHOWN)}</p> : null}
        </fieldset>
      )}
      {problems.length === 0 ? null : (
        <>
          <h3>{reopenText.notTaken}</h3>
          <ul>
            {problems.slice(0, MOST_SHOWN).map((each) => (
              <li key={`${each.code} ${each.message}`}>{problemText(each)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
