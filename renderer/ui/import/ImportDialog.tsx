// The import dialog: the files, what each of them is and what it brings, where it all goes, and the button that does
// it. What happens is in app/importing.ts; this shows it and passes on what the user chooses.
//
// What must stay true: nothing is brought in before "Import"; what was done is announced, and the focus goes to the
// summary once the files have been read.

import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { readInWorker } from "../../app/fileReader.ts";
import { Importing } from "../../app/importing.ts";
import type { DataFile } from "../../host/host.ts";
import type { Plan } from "../../plan/plan.ts";
import { SAMPLE_SOURCE } from "../../plan/samplePlan.ts";
import { type App, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { showNewPlan } from "../fileActions.ts";
import { problemText } from "../groups/problemText.ts";
import { showMessage, showProblem } from "../uiState.ts";
import { FileCard } from "./FileCard.tsx";
import { TargetChoice } from "./TargetChoice.tsx";
import { importText } from "./text.ts";
import "./import.css";

interface ImportDialogProps {
  /** Files dropped on the window; without any, the user is asked for some at once. */
  readonly files?: readonly File[] | undefined;
  readonly onClose: () => void;
}

export function ImportDialog({ files, onClose }: ImportDialogProps): JSX.Element {
  const app = useApp();
  const job = useMemo(
    () => new Importing(app.session, readInWorker, isScratch(app.session.plan.value) ? "new" : "add"),
    [],
  );
  const summary = useRef<HTMLHeadingElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => () => job.dispose(), []);
  const read = async (chosen: readonly DataFile[]) => {
    setFailure(null);
    await job.add(chosen);
    summary.current?.focus();
  };
  const choose = async () => {
    const chosen = await app.host.chooseDataFiles();
    if (!chosen.ok) setFailure(problemText(chosen.problem));
    else if (chosen.value.length > 0) await read(chosen.value);
    else if (job.files.value.length === 0) onClose();
  };
  useEffect(() => {
    if (files === undefined) void choose();
    else void dataFiles(files).then(read);
  }, [files]);
  const ready = job.isReady;
  const runImport = () => {
    if (!ready) return;
    const refusal = bringIn(app, job);
    if (refusal === null) onClose();
    else setFailure(refusal);
  };
  return (
    <Dialog
      title={importText.title}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button tone="primary" disabled={!ready} onClick={runImport}>
            {importText.import}
          </Button>
          <Button onClick={() => void choose()}>
            {job.files.value.length === 0 ? importText.choose : importText.chooseMore}
          </Button>
          <Button onClick={onClose}>{importText.cancel}</Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: more files may be dropped; the button does the same */}
      <div
        class="import-dialog"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void dataFiles([...(event.dataTransfer?.files ?? [])]).then(read);
        }}
      >
        <h3 ref={summary} tabIndex={-1} data-autofocus>
          {importText.summary}
        </h3>
        <Summary job={job} />
        {failure === null ? null : (
          <p class="field-error" role="alert">
            {failure}
          </p>
        )}
        <TargetChoice job={job} plan={app.session.plan.value} isScratch={isScratch(app.session.plan.value)} />
        {job.files.value.map((file) => (
          <FileCard key={file.id} job={job} file={file} />
        ))}
      </div>
    </Dialog>
  );
}

/** Whether there is nothing in the plan that anybody brought: it is empty, or it is the sample. */
function isScratch(plan: Plan): boolean {
  return plan.practices.length === 0 || plan.sources.every((source) => source.fileName === SAMPLE_SOURCE);
}

async function dataFiles(files: readonly File[]): Promise<readonly DataFile[]> {
  return await Promise.all(
    files.map(async (file) => ({
      fileName: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

/** In one or two sentences: whether it can go ahead, and what the plan will have. */
function Summary({ job }: { readonly job: Importing }): JSX.Element {
  const checks = job.checks.value;
  const last = checks.at(-1);
  const reading = job.files.value.some((file) => file.state === "reading");
  return (
    <p role="status">
      {reading ? importText.waiting : null}
      {!reading && !job.isReady
        ? job.files.value.length === 0
          ? importText.chooseHint
          : importText.notReady
        : null}
      {job.isReady && last?.prepared.ok
        ? `${importText.ready(checks.length)} ${importText.readySummary(
            last.prepared.value.summary.planPractices,
            last.prepared.value.summary.planPatients,
          )}`
        : null}
    </p>
  );
}

/** Runs the import and tells what came of it; the reason in words when nothing did. */
function bringIn(app: App, job: Importing): string | null {
  const isNew = job.target.value === "new";
  const result = job.run();
  if (!result.ok) return `${importText.failed} ${problemText(result.problem)}`;
  if (isNew) {
    // What was said of the plan before is not true of the new one.
    app.ui.messages.value = [];
    showNewPlan(app);
  }
  const files = result.value.files.map((file) =>
    importText.imported(file.fileName, file.practices, file.tables),
  );
  showMessage(app.ui, { tone: "success", text: importText.done(files) });
  for (const problem of result.value.problems.filter((each) => each.severity === "error"))
    showProblem(app.ui, problem);
  return null;
}
