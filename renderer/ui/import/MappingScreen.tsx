// What every column of a file is, with the first rows in sight: the sheet, the row with the headings, and a role for
// each column. Every change is checked at once, so the figures and problems of the file follow.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import {
  COLUMN_ROLES,
  type ColumnRole,
  type MappingDraft,
  roleOf,
  withHeaderRow,
  withRole,
  withSheet,
} from "../../app/mappingDraft.ts";
import { headerRowChoices, previewTable } from "../../app/mappingPreview.ts";
import type { FileTables } from "../../excel/import/sheetTables.ts";
import type { ReadFile } from "../../excel/read/sourceFile.ts";
import { Field } from "../components/Field.tsx";
import { importText } from "./text.ts";

/** Rows of the preview: enough to see what a column holds, few enough to see the problems below. */
const PREVIEW_ROWS = 8;
/** A cell of the preview is cut after so many characters. */
const LONGEST_CELL = 40;

interface MappingScreenProps {
  readonly file: ReadFile;
  readonly draft: MappingDraft;
  readonly tables: FileTables;
  readonly isGuess: boolean;
  readonly onChange: (draft: MappingDraft) => void;
}

export function MappingScreen({ file, draft, tables, isGuess, onChange }: MappingScreenProps): JSX.Element {
  return (
    <section class="import-mapping" aria-label={importText.mapping}>
      {isGuess ? <p>{importText.mappingHint}</p> : null}
      {file.sheets.length < 2 ? null : (
        <SheetSelect file={file} draft={draft} tables={tables} onChange={onChange} />
      )}
      <HeaderSelect file={file} draft={draft} onChange={onChange} />
      <PreviewTable file={file} draft={draft} onChange={onChange} />
    </section>
  );
}

type PartProps = Omit<MappingScreenProps, "isGuess" | "tables">;

function SheetSelect({ file, draft, tables, onChange }: Omit<MappingScreenProps, "isGuess">): JSX.Element {
  return (
    <Field label={importText.sheet}>
      {(control) => (
        <select
          {...control}
          value={draft.mapping.sheet}
          onChange={(event) => {
            const next = withSheet(file, event.currentTarget.value, tables);
            if (next !== null) onChange(next);
          }}
        >
          {file.sheets
            .filter((sheet) => sheet.rows.length > 0)
            .map((sheet) => (
              <option key={sheet.name} value={sheet.name}>
                {sheet.name}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}

function HeaderSelect({ file, draft, onChange }: PartProps): JSX.Element {
  return (
    <Field label={importText.headerRow}>
      {(control) => (
        <select
          {...control}
          value={draft.mapping.headerRow ?? 0}
          onChange={(event) => {
            const row = Number(event.currentTarget.value);
            onChange(withHeaderRow(file, draft, row === 0 ? null : row));
          }}
        >
          <option value={0}>{importText.noHeaders}</option>
          {headerRowChoices(file, draft.mapping).map(({ row, texts }) => (
            <option key={row} value={row}>
              {importText.headerRowChoice(row, texts.slice(0, 6).join(", ").slice(0, 100))}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function PreviewTable({ file, draft, onChange }: PartProps): JSX.Element {
  const [wrongColumn, setWrongColumn] = useState<number | null>(null);
  const preview = previewTable(file, draft.mapping, PREVIEW_ROWS, LONGEST_CELL);
  const setRole = (index: number, role: ColumnRole) => {
    const isCodes = draft.mapping.code === index && role !== "code";
    setWrongColumn(isCodes ? index : null);
    if (!isCodes) onChange(withRole(file, draft, index, role));
  };
  return (
    <>
      {wrongColumn === null ? null : (
        <p class="field-error" role="alert">
          {importText.needsCode}
        </p>
      )}
      <div class="table-scroll">
        <table class="plain-table preview-table">
          <caption>{importText.preview(preview.rows.length, preview.dataRows)}</caption>
          <thead>
            <tr>
              <th scope="col">{importText.row}</th>
              {preview.headers.map((header, index) => (
                <th key={index} scope="col">
                  {header}
                  <select
                    aria-label={importText.roleOf(header)}
                    aria-invalid={wrongColumn === index ? "true" : undefined}
                    value={roleOf(draft, index)}
                    onChange={(event) => {
                      const role = COLUMN_ROLES.find((each) => each === event.currentTarget.value);
                      if (role !== undefined) setRole(index, role);
                      // The column of codes keeps its role, so the control has to be put back.
                      event.currentTarget.value =
                        roleOf(draft, index) === "code" ? "code" : (role ?? "ignore");
                    }}
                  >
                    {COLUMN_ROLES.map((role) => (
                      <option key={role} value={role}>
                        {importText.roles[role]}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row) => (
              <tr key={row.row} class={row.kept ? undefined : "left-out"}>
                <th scope="row">{row.row}</th>
                {row.texts.map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
