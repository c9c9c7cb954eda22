// Saves the plan's changes back into the workbook its data came from: first what would be written, cell by cell and sheet by
// sheet, and what somebody else changed meanwhile; then the copy, where the user says.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { SavedBack } from "../../excel/saveBack/saveBack.ts";
import { valueInWords } from "../../plan/inputValues.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { saveBytes } from "../fileActions.ts";
import { problemText } from "../groups/problemText.ts";
import { reopenText, saveBackText } from "./text.ts";
import { useWorkbook } from "./useWorkbook.ts";
import "./reopen.css";

const MOST_SHOWN = 200;

export function SaveBackDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const app = useApp();
  const [overwrite, setOverwrite] = useState(false);
  const plan = app.session.plan.value;
  const { state, choose, ask, stop } = useWorkbook();
  const saved = state.phase === "done" && state.answer.kind === "saveBack" ? state.answer.saved : null;
  const cells = saved?.written.reduce((sum, item) => sum + item.cells, 0) ?? 0;
  const save = async () => {
    if (saved === null || state.phase !== "done") return;
    const name = await saveBytes(app, saved.bytes, state.file.fileName);
    if (name !== null) onClose();
  };
  const decide = (next: boolean) => {
    setOverwrite(next);
    if (state.phase === "done")
      void ask(state.file, { kind: "saveBack", ...state.file, plan, overwrite: next });
  };
  const pick = () => {
    setOverwrite(false);
    void choose((file) => ({ kind: "saveBack", ...file, plan, overwrite: false }));
  };
  return (
    <Dialog
      title={saveBackText.title}
      size="wide"
      onClose={onClose}
      footer={
        <>
          {cells === 0 ? null : (
            <Button tone="primary" onClick={() => void save()}>
              {saveBackText.save}
            </Button>
          )}
          {state.phase === "working" ? (
            <Button onClick={stop}>{reopenText.cancel}</Button>
          ) : (
            <Button tone={cells === 0 ? "primary" : "secondary"} onClick={pick}>
              {state.phase === "choosing" ? saveBackText.choose : reopenText.another}
            </Button>
          )}
          <Button onClick={onClose}>{reopenText.close}</Button>
        </>
      }
    >
      <p class="form-intro">{saveBackText.intro}</p>
      <div role="status">
        {state.phase === "working" ? <p>{saveBackText.working(state.file.fileName)}</p> : null}
        {saved !== null && state.phase === "done" ? (
          <p class="reopen-total">{saveBackText.found(state.file.fileName, cells)}</p>
        ) : null}
      </div>
      {state.phase === "failed" ? (
        <p class="field-error" role="alert">
          {problemText(state.problem)}
        </p>
      ) : null}
      {saved === null ? null : <Summary saved={saved} overwrite={overwrite} onOverwrite={decide} />}
    </Dialog>
  );
}

function Summary({
  saved: { written, conflicts, changedInFile, problems },
  overwrite,
  onOverwrite,
}: {
  readonly saved: SavedBack;
  readonly overwrite: boolean;
  readonly onOverwrite: (overwrite: boolean) => void;
}): JSX.Element {
  const { columns } = saveBackText;
  const told = problems.filter(({ severity }) => severity !== "note");
  return (
    <>
      {written.length === 0 ? null : (
        <table class="reopen-table">
          <caption>{saveBackText.written}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.sheet}</th>
              <th scope="col">{columns.cell}</th>
              <th scope="col">{columns.what}</th>
              <th scope="col">{columns.cells}</th>
            </tr>
          </thead>
          <tbody>
            {written.slice(0, MOST_SHOWN).map(({ sheet, cell, what, cells }) => (
              <tr key={`${sheet} ${cell} ${what}`}>
                <td>{sheet}</td>
                <td>{cell}</td>
                <td>{what}</td>
                <td class="reopen-figure">{cells}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {conflicts.length === 0 ? null : (
        <>
          <table class="reopen-table">
            <caption>{saveBackText.conflicts(conflicts.length)}</caption>
            <thead>
              <tr>
                <th scope="col">{columns.cell}</th>
                <th scope="col">{columns.what}</th>
                <th scope="col">{saveBackText.plan}</th>
                <th scope="col">{saveBackText.workbook}</th>
              </tr>
            </thead>
            <tbody>
              {conflicts.slice(0, MOST_SHOWN).map(({ sheet, cell, what, plan, workbook }) => (
                <tr key={`${sheet} ${cell}`}>
                  <td>{reopenText.place(sheet, cell)}</td>
                  <td>{what}</td>
                  <td>{valueInWords(plan)}</td>
                  <td>{valueInWords(workbook)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <label>
            <input
              type="checkbox"
              checked={overwrite}
              onChange={(event) => onOverwrite(event.currentTarget.checked)}
            />{" "}
            {saveBackText.overwrite}
          </label>
        </>
      )}
      {changedInFile > 0 ? <p>{saveBackText.changedInFile(changedInFile)}</p> : null}
      {told.length === 0 ? null : (
        <>
          <h3>{saveBackText.notWritten}</h3>
          <ul>
            {told.slice(0, MOST_SHOWN).map((each) => (
              <li key={`${each.code} ${each.message}`}>{problemText(each)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
