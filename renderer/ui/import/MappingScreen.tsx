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
import { isError } from "../../engine/value.ts";
import { cellText } from "../../excel/cells.ts";
import { findSheet, headerText, previewRows } from "../../excel/mapping.ts";
import { HEADER_ROWS_SCANNED } from "../../excel/recognition.ts";
import type { ReadFile } from "../../excel/sourceFile.ts";
import { Field } from "../components/Field.tsx";
import { importText } from "./text.ts";

/** Rows of the preview: enough to see what a column holds, few enough to see the problems below. */
const PREVIEW_ROWS = 8;
/** A cell of the preview is cut after so many characters. */
const LONGEST_CELL = 40;

interface MappingScreenProps {
  readonly file: ReadFile;
  readonly draft: MappingDraft;
  readonly isGuess: boolean;
  readonly onChange: (draft: MappingDraft) => void;
}

export function MappingScreen({ file, draft, isGuess, onChange }: MappingScreenProps): JSX.Element {
  return (
    <section class="import-mapping" aria-label={importText.mapping}>
      {isGuess ? <p>{importText.mappingHint}</p> : null}
      {file.sheets.length < 2 ? null : <SheetSelect file={file} draft={draft} onChange={onChange} />}
      <HeaderSelect file={file} draft={draft} onChange={onChange} />
      <PreviewTable file={file} draft={draft} onChange={onChange} />
    </section>
  );
}

type PartProps = Omit<MappingScreenProps, "isGuess">;

function SheetSelect({ file, draft, onChange }: PartProps): JSX.Element {
  return (
    <Field label={importText.sheet}>
      {(control) => (
        <select
          {...control}
          value={draft.mapping.sheet}
          onChange={(event) => {
            const next = withSheet(file, event.currentTarget.value);
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
  const rows = findSheet(file, draft.mapping.sheet)?.rows.slice(0, HEADER_ROWS_SCANNED) ?? [];
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
          {rows.map((row, at) => {
            const texts = row
              .map(headerText)
              .filter((each) => each !== "")
              .slice(0, 6);
            return texts.length === 0 ? null : (
              <option key={at} value={at + 1}>
                {importText.headerRowChoice(at + 1, texts.join(", ").slice(0, 100))}
              </option>
            );
          })}
        </select>
      )}
    </Field>
  );
}

function PreviewTable({ file, draft, onChange }: PartProps): JSX.Element {
  const [wrongColumn, setWrongColumn] = useState<number | null>(null);
  const preview = previewRows(file, draft.mapping, PREVIEW_ROWS);
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
                {preview.headers.map((_, index) => (
                  <td key={index}>{shortCell(row.cells[index])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function shortCell(cell: Parameters<typeof cellText>[0]): string {
  const text = isError(cell) ? cell.error : cellText(cell);
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
}
