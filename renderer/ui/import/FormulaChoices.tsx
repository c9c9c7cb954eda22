// The formulas of a file: which columns come in as formulas, which tables come along for them to look up, and what the
// figures they read from single cells are called. Only shown where the file has any of these.

import type { JSX } from "preact";
import {
  type AssumptionLine,
  type FormulaLine,
  formulaLines,
  type TableLine,
  withAssumptionName,
  withFormulaAsValues,
  withTableName,
  withTableTicked,
} from "../../app/formulaDraft.ts";
import type { MappingDraft } from "../../app/mappingDraft.ts";
import type { PreparedImport } from "../../excel/import/prepareImport.ts";
import type { Recognition } from "../../excel/import/recognition.ts";
import type { ReadFile } from "../../excel/read/sourceFile.ts";
import { formulaText } from "./formulaText.ts";

interface FormulaChoicesProps {
  readonly file: ReadFile;
  readonly recognition: Recognition;
  readonly draft: MappingDraft;
  /** What would come in now; null where nothing can. */
  readonly prepared: PreparedImport | null;
  readonly onChange: (draft: MappingDraft) => void;
}

export function FormulaChoices(props: FormulaChoicesProps): JSX.Element {
  const { file, recognition, draft, prepared, onChange } = props;
  const { formulas, tables, assumptions } = formulaLines(file, recognition, draft, prepared);
  const part = { draft, onChange };
  return (
    <>
      {formulas.length === 0 ? null : <Formulas lines={formulas} {...part} />}
      {tables.length === 0 ? null : <Tables lines={tables} fileName={file.fileName} {...part} />}
      {assumptions.length === 0 ? null : <Assumptions lines={assumptions} {...part} />}
    </>
  );
}

type PartProps = Pick<FormulaChoicesProps, "draft" | "onChange">;

function Formulas({
  lines,
  draft,
  onChange,
}: PartProps & { readonly lines: readonly FormulaLine[] }): JSX.Element {
  return (
    <fieldset class="import-levels">
      <legend>{formulaText.formulas}</legend>
      <p class="hint">{formulaText.formulasHint}</p>
      <div class="table-scroll">
        <table class="plain-table formula-table">
          <caption class="visually-hidden">{formulaText.formulas}</caption>
          <thead>
            <tr>
              <th scope="col">{formulaText.column}</th>
              <th scope="col">{formulaText.comesInAs}</th>
              <th scope="col">{formulaText.formula}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.index}>
                <th scope="row">{line.name}</th>
                <td>
                  {line.reason === null && line.formula !== null ? (
                    <select
                      aria-label={formulaText.comesInAsOf(line.name)}
                      value={line.comesIn ? "formula" : "values"}
                      onChange={(event) =>
                        onChange(
                          withFormulaAsValues(draft, line.index, event.currentTarget.value === "values"),
                        )
                      }
                    >
                      <option value="formula">{formulaText.asFormula}</option>
                      <option value="values">{formulaText.asValues}</option>
                    </select>
                  ) : (
                    formulaText.asValues
                  )}
                </td>
                <td>
                  {line.formula === null ? null : <code>{line.formula}</code>}
                  {line.reason === null ? null : <p class="hint">{line.reason}</p>}
                  {line.comesIn && line.overrides > 0 ? (
                    <p class="hint">{formulaText.overrides(line.overrides)}</p>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  );
}

function Tables({
  lines,
  fileName,
  draft,
  onChange,
}: PartProps & { readonly lines: readonly TableLine[]; readonly fileName: string }): JSX.Element {
  return (
    <fieldset class="import-levels">
      <legend>{formulaText.tables(fileName)}</legend>
      <p class="hint">{formulaText.tablesHint}</p>
      {lines.map((line) => (
        <div key={line.table} class="choice-line">
          <label class="choice-line">
            <input
              type="checkbox"
              checked={line.isChosen || line.isNeeded}
              disabled={line.isNeeded}
              onChange={(event) => onChange(withTableTicked(draft, line.table, event.currentTarget.checked))}
            />
            <span>
              {formulaText.table(line.table, line.sheet)}
              <span class="hint"> {formulaText.tableSize(line.rows, line.columns, line.formulas)}</span>
              {line.isNeeded ? <span class="hint"> {formulaText.tableNeeded}</span> : null}
            </span>
          </label>
          {line.isChosen ? (
            <input
              type="text"
              aria-label={formulaText.tableName(line.table)}
              value={line.name}
              onChange={(event) => onChange(withTableName(draft, line.table, event.currentTarget.value))}
            />
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}

function Assumptions({
  lines,
  draft,
  onChange,
}: PartProps & { readonly lines: readonly AssumptionLine[] }): JSX.Element {
  return (
    <fieldset class="import-levels">
      <legend>{formulaText.assumptions}</legend>
      <p class="hint">{formulaText.assumptionsHint}</p>
      {lines.map((line) => (
        <div key={line.proposed} class="choice-line">
          <input
            type="text"
            aria-label={formulaText.assumptionName(line.source)}
            value={line.name}
            onChange={(event) =>
              onChange(withAssumptionName(draft, line.proposed, event.currentTarget.value))
            }
          />
          <span>
            {line.value} <span class="hint">{line.source}</span>
          </span>
        </div>
      ))}
    </fieldset>
  );
}
