// One file of an import: what it is, the numbers that must add up, the levels made from it, what its columns are, and
// its problems.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { practicesDraft, tablesDraft } from "../../app/formulaDraft.ts";
import type { ImportFile, Importing } from "../../app/importing.ts";
import type { MappingDraft } from "../../app/mappingDraft.ts";
import type { ImportSummary } from "../../excel/import/prepareImport.ts";
import type { Recognition } from "../../excel/import/recognition.ts";
import type { ReadFile } from "../../excel/read/sourceFile.ts";
import type { DataFile } from "../../host/host.ts";
import type { Problem } from "../../plan/problem.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { reopenWorkbook } from "../fileActions.ts";
import { problemText } from "../groups/problemText.ts";
import { FormulaChoices } from "./FormulaChoices.tsx";
import { formulaText } from "./formulaText.ts";
import { LevelChoices } from "./LevelChoices.tsx";
import { MappingScreen } from "./MappingScreen.tsx";
import { NotTaken } from "./NotTaken.tsx";
import { ProblemTable } from "./ProblemTable.tsx";
import { importText } from "./text.ts";

interface FileCardProps {
  readonly job: Importing;
  readonly file: ImportFile;
}

export function FileCard({ job, file }: FileCardProps): JSX.Element {
  const { fileName } = file;
  const titleId = useId();
  return (
    <section class="import-file" aria-labelledby={titleId}>
      <div class="import-file-head">
        <h3 id={titleId}>{fileName}</h3>
        <Button
          tone="quiet"
          label={
            file.state === "reading" ? importText.cancelReading(fileName) : importText.leaveOutFile(fileName)
          }
          onClick={() => job.remove(file.id)}
        >
          {file.state === "reading" ? importText.cancel : importText.leaveOut}
        </Button>
      </div>
      {file.state === "reading" ? (
        <Progress fileName={fileName} step={file.step} fraction={file.fraction} />
      ) : null}
      {file.state === "refused" ? <Refusal problem={file.problem} withPlan={file.withPlan} /> : null}
      {file.state === "read" ? <ReadFileCard job={job} {...file} /> : null}
    </section>
  );
}

interface RefusalProps {
  readonly problem: Problem;
  readonly withPlan: DataFile | null;
}

/** Why a file is not imported; a workbook that carries a plan can be opened from here. */
function Refusal({ problem, withPlan }: RefusalProps): JSX.Element {
  const app = useApp();
  if (withPlan === null)
    return (
      <p class="field-error" role="alert">
        {problemText(problem)}
      </p>
    );
  return (
    <>
      <p role="alert">{problem.message}</p>
      <Button tone="primary" onClick={() => reopenWorkbook(app, withPlan)}>
        {importText.openPlan}
      </Button>
    </>
  );
}

interface ProgressProps {
  readonly fileName: string;
  readonly step: string;
  readonly fraction: number;
}

function Progress({ fileName, step, fraction }: ProgressProps): JSX.Element {
  return (
    <label class="import-progress">
      {step === "" ? importText.reading(fileName) : importText.readingStep(fileName, step)}
      <progress max={1} value={fraction} />
    </label>
  );
}

interface ReadFileCardProps {
  readonly job: Importing;
  readonly id: number;
  readonly file: ReadFile;
  readonly recognition: Recognition;
  readonly draft: MappingDraft | null;
}

function ReadFileCard({ job, id, file, recognition, draft }: ReadFileCardProps): JSX.Element {
  const [showsMapping, setShowsMapping] = useState(recognition.confidence === "guess");
  const check = job.checks.value.find((each) => each.id === id);
  const problems = check?.problems ?? recognition.problems;
  const change = (next: MappingDraft) => job.setDraft(id, next);
  return (
    <>
      <p>
        <strong>{recognition.description}.</strong> {recognition.why}
      </p>
      {check?.prepared.ok ? <Numbers summary={check.prepared.value.summary} /> : null}
      {check !== undefined && !check.prepared.ok ? (
        <p class="field-error" role="alert">
          {problemText(check.prepared.problem)}
        </p>
      ) : null}
      <BringsChoice file={file} recognition={recognition} draft={draft} onChange={change} />
      {draft === null ? null : (
        <FormulaChoices
          file={file}
          recognition={recognition}
          draft={draft}
          prepared={check?.prepared.ok ? check.prepared.value : null}
          onChange={change}
        />
      )}
      {draft === null || draft.mapping.tablesOnly === true ? null : (
        <>
          <LevelChoices file={file} draft={draft} onChange={change} />
          {check === undefined || check.isFirst ? null : (
            <NewPractices adds={check.adds} draft={draft} onChange={change} />
          )}
          <Button pressed={showsMapping} onClick={() => setShowsMapping(!showsMapping)}>
            {showsMapping ? importText.hideMapping : importText.showMapping}
          </Button>
          {showsMapping ? (
            <MappingScreen
              file={file}
              draft={draft}
              tables={recognition.tables}
              isGuess={recognition.confidence === "guess"}
              onChange={change}
            />
          ) : null}
        </>
      )}
      <NotTaken file={file} />
      <ProblemTable fileName={file.fileName} problems={problems} />
    </>
  );
}

interface BringsChoiceProps {
  readonly file: ReadFile;
  readonly recognition: Recognition;
  readonly draft: MappingDraft | null;
  readonly onChange: (draft: MappingDraft) => void;
}

/** Practices, or only tables; asked of a file that was not recognised as practices and has tables. */
function BringsChoice({ file, recognition, draft, onChange }: BringsChoiceProps): JSX.Element | null {
  const group = useId();
  const practices = practicesDraft(file, recognition);
  const isKnown = recognition.confidence === "certain" && practices !== null;
  if (isKnown || recognition.tables.tables.length === 0) return null;
  const onlyTables = draft?.mapping.tablesOnly === true;
  const choices = [
    { label: formulaText.bringsPractices, isOn: draft !== null && !onlyTables, next: practices },
    { label: formulaText.bringsTables, isOn: onlyTables, next: tablesDraft(file, recognition) },
  ];
  return (
    <fieldset class="import-levels">
      <legend>{formulaText.brings}</legend>
      {choices.map(({ label, isOn, next }) =>
        next === null ? null : (
          <label key={label} class="choice-line">
            <input type="radio" name={group} checked={isOn} onChange={() => onChange(next)} />
            {label}
          </label>
        ),
      )}
    </fieldset>
  );
}

/** What the file brings, as a list of figures: matched, new and not matched, by number and by patients. */
function Numbers({ summary }: { readonly summary: ImportSummary }): JSX.Element {
  const figures: readonly (readonly [string, string])[] = [
    [importText.dataDate, summary.dataDate === "" ? importText.noDate : summary.dataDate],
    ...(summary.practices === 0 ? ([[importText.rows, importText.whole(summary.rows)]] as const) : []),
    [
      importText.practices,
      summary.patients === null
        ? importText.whole(summary.practices)
        : importText.practicesAndPatients(summary.practices, summary.patients),
    ],
    ...count(importText.matched, summary.matched, summary.matchedPatients),
    ...count(importText.added, summary.added, summary.addedPatients),
    ...count(importText.unmatched, summary.unknown.codes.length, summary.unknown.patients),
    ...count(importText.withoutRow, summary.unmatched.codes.length, summary.unmatched.patients),
    ...(summary.filteredRows === 0
      ? []
      : ([[importText.filtered, importText.filteredRows(summary.filteredRows, summary.filter)]] as const)),
  ];
  return (
    <dl class="import-figures">
      {figures.map(([term, figure]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

function count(term: string, practices: number, patients: number): readonly (readonly [string, string])[] {
  return practices === 0 ? [] : [[term, importText.practicesAndPatients(practices, patients)]];
}

interface NewPracticesProps {
  readonly adds: boolean;
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}

/** Whether codes the plan does not have become practices; not asked where all of them are new. */
function NewPractices({ adds, draft, onChange }: NewPracticesProps): JSX.Element {
  const hintId = useId();
  const { mapping } = draft;
  return (
    <>
      <label class="choice-line">
        <input
          type="checkbox"
          checked={adds}
          aria-describedby={hintId}
          onChange={(event) =>
            onChange({
              ...draft,
              mapping: { ...mapping, newPractices: event.currentTarget.checked ? "add" : "report" },
            })
          }
        />
        {importText.addNew}
      </label>
      <p id={hintId} class="hint">
        {importText.addNewHint}
      </p>
    </>
  );
}
