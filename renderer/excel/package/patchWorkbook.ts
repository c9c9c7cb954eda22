// Saving back: changes of single cells into a workbook that somebody else made. The package is patched, never
// rewritten: only the sheets that change, the shared strings when text comes in, and what makes the next program
// recalculate. Charts, pivots, macros, comments, styles and everything else stay byte for byte.
//
// What must stay true: an edit is made in full or not at all, and one that is not made says why; results of formulas
// that depend on a changed cell stay as they were until the workbook is opened, and full calculation is asked for.

import { columnLetters, readCell } from "../../engine/grammar/cellAddress.ts";
import { isError } from "../../engine/values/value.ts";
import { done, type Problem, problem, type Result } from "../../plan/problem.ts";
import { counted } from "../import/problemList.ts";
import { MAX_CELL_CHARACTERS } from "../read/readLimits.ts";
import { type CellPosition, cellName } from "./areas.ts";
import { type CellContent, type CellEdit, contentOf, type EditValue, type PatchEdit } from "./cellEdit.ts";
import { formulaContent } from "./editFormula.ts";
import { type NumberFormat, numberFormats } from "./numberFormats.ts";
import { CannotPatch, guarded, type OpenPackage } from "./openPackage.ts";
import { type OpenedWorkbook, openWorkbook } from "./openWorkbook.ts";
import { patchSheet, type StyledCell } from "./patchSheet.ts";
import { recalculateOnLoad } from "./recalculation.ts";
import { relationshipsOf } from "./relationships.ts";
import { stuckSentence } from "./sharedFormula.ts";
import { addStrings, countStrings } from "./sharedStrings.ts";
import {
  calculatedColumnOf,
  guardsOf,
  type SheetGuards,
  type TablePlace,
  tableOf,
  whyRefused,
} from "./sheetGuards.ts";
import { mapSheet, type SheetMap } from "./sheetMap.ts";
import { findSheet } from "./workbookIndex.ts";

export interface PatchOptions {
  /** How the problems call the file. */
  readonly fileName?: string;
  /** Patch a signed workbook although its signature becomes invalid. */
  readonly allowSigned?: boolean;
}

export interface PatchedWorkbook {
  readonly bytes: Uint8Array;
  /** Names of the parts that are other than before, removed ones included; empty when nothing had to change. */
  readonly changedParts: readonly string[];
  /** Errors: edits that were not made. Warnings and notes: what to know about those that were. */
  readonly problems: readonly Problem[];
  /** How many edits the workbook now holds. */
  readonly applied: number;
}

/** Days between the day 0 of the 1900 and of the 1904 system. */
const DAYS_TO_1904 = 1462;

/**
 * The workbook with those cells changed and everything else as it was. The last of several edits of one cell counts.
 * An edit that cannot be made is an error in `problems`; the others are made. Not a workbook at all: the result is
 * a problem.
 */
export function patchWorkbook(
  bytes: Uint8Array,
  edits: readonly PatchEdit[],
  options: PatchOptions = {},
): Result<PatchedWorkbook> {
  const fileName = options.fileName ?? "The workbook";
  const opened = openWorkbook(bytes, fileName);
  if (!opened.ok) return opened;
  return guarded(fileName, () => {
    const signed = signatureProblem(opened.value.book, options.allowSigned ?? false);
    if (signed?.severity === "error") return { ok: false, problem: signed };
    const patching = new Patching(bytes, opened.value);
    if (signed !== null) patching.problems.push(signed);
    return done(patching.run(edits));
  });
}

function signatureProblem(book: OpenPackage, allowed: boolean): Problem | null {
  const isSigned = book.names.some((name) => /^_xmlsignatures[\\/]/i.test(name));
  if (!isSigned) return null;
  return problem(
    "signed-workbook",
    `${book.fileName} carries a digital signature, which any change makes invalid.`,
    {
      severity: allowed ? "warning" : "error",
      remedy: allowed
        ? "Have the workbook signed again if others rely on the signature."
        : "If the signature may go, ask for the change with that said; the signature must be made again afterwards.",
      where: { file: book.fileName },
    },
  );
}

/** The edits of one sheet part, by cell. */
interface SheetWork {
  readonly sheet: string;
  readonly part: string;
  readonly map: SheetMap;
  readonly guards: SheetGuards;
  readonly edits: Map<string, CellEdit>;
}

class Patching {
  readonly problems: Problem[] = [];
  readonly #original: Uint8Array;
  readonly #book: OpenPackage;
  readonly #opened: OpenedWorkbook;
  readonly #works = new Map<string, SheetWork>();
  readonly #texts = new Map<string, number>();
  #tables: readonly TablePlace[] | null = null;
  #formats: readonly NumberFormat[] | null = null;

  constructor(original: Uint8Array, opened: OpenedWorkbook) {
    this.#original = original;
    this.#book = opened.book;
    this.#opened = opened;
  }

  run(edits: readonly PatchEdit[]): PatchedWorkbook {
    for (const edit of edits) this.#take(edit);
    const { index } = this.#opened;
    const strings = index.relationships.find((each) => each.type === "sharedStrings")?.part;
    const firstString = strings === undefined ? null : this.#stringCount(strings);
    let applied = 0;
    let changed = 0;
    let uses = 0;
    let released = 0;
    for (const work of this.#works.values()) {
      const list = [...work.edits.values()].map((edit) => this.#withShared(edit, firstString));
      const part = this.#book.text(work.part);
      const patch = patchSheet(part, work.map, list);
      for (const master of patch.stuck)
        this.#refuse(work.sheet, master, "shared-formula", stuckSentence(master), "Change it in Excel.");
      this.#book.cut(work.part, patch.splices);
      applied += list.length - patch.stuck.length;
      changed += patch.splices.length;
      uses += list.filter((edit) => edit.content.kind === "shared").length;
      released += patch.stringsReleased;
      this.#warnOfFormulas(work, patch.formulasReplaced);
      this.#warnOfDates(work.sheet, patch.dates);
    }
    if (changed === 0) return { bytes: this.#original, changedParts: [], problems: this.problems, applied };
    if (strings !== undefined && this.#texts.size > 0)
      addStrings(this.#book, strings, [...this.#texts.keys()], uses, released);
    recalculateOnLoad(this.#book, index);
    this.#noteRecalculation();
    const bytes = this.#book.write();
    return { bytes, changedParts: [...this.#book.changes.keys()], problems: this.problems, applied };
  }

  /** Checks an edit and files it under its sheet; what cannot be done becomes a problem. */
  #take(edit: PatchEdit): void {
    try {
      const work = this.#workOf(edit.sheet);
      const address = readCell(edit.cell.trim());
      if (address === null || address.row === null || address.column === null) {
        this.problems.push(
          problem("bad-cell", `"${edit.cell}" is not a cell of a sheet.`, {
            remedy: "Name a cell such as B3; the last one is XFD1048576.",
            where: { file: this.#book.fileName, sheet: edit.sheet },
          }),
        );
        return;
      }
      const cell = { row: address.row, column: address.column };
      const why = whyRefused(work.guards, cell);
      if (why !== null) {
        this.#refuse(work.sheet, cell, why.code, why.message, why.remedy);
        return;
      }
      const content = this.#contentOf(edit.value, cell, work);
      if (content !== null) work.edits.set(cellName(cell), { ...cell, content });
    } catch (error) {
      if (!(error instanceof CannotPatch)) throw error;
      // A sheet that is not there concerns this edit alone; a damaged part concerns the workbook.
      if (error.problem.code === "damaged-package") throw error;
      this.problems.push(error.problem);
    }
  }

  #workOf(name: string): SheetWork {
    const { sheet, part } = findSheet(this.#opened.index, name, this.#book.fileName);
    const known = this.#works.get(part);
    if (known !== undefined) return known;
    const { text } = this.#book.text(part);
    const map = mapSheet(text);
    const guards = guardsOf(this.#book, part, text, map);
    const work = { sheet: sheet.name, part, map, guards, edits: new Map<string, CellEdit>() };
    this.#works.set(part, work);
    if (map.isProtected) {
      this.problems.push(
        problem(
          "protected-sheet",
          `The sheet "${sheet.name}" is protected in Excel; it was changed all the same.`,
          {
            severity: "warning",
            remedy: "Ask its owner whether the cells may change.",
            where: { file: this.#book.fileName, sheet: sheet.name },
          },
        ),
      );
    }
    return work;
  }

  #contentOf(value: EditValue, cell: CellPosition, work: SheetWork): CellContent | null {
    const refuse = (code: string, message: string, remedy: string) => {
      this.#refuse(work.sheet, cell, code, message, remedy);
      return null;
    };
    if (typeof value === "object" && value !== null && "formula" in value)
      return this.#formula(value.formula, cell, work);
    if (typeof value === "object" && value !== null && "serial" in value) {
      // A time of day has no date and is the same in both systems.
      const shift = this.#opened.index.dates1904 && value.serial >= 1 ? DAYS_TO_1904 : 0;
      const serial = value.serial - shift;
      if (Number.isFinite(serial) && serial >= 0) return { kind: "number", value: serial, isDate: true };
      return refuse(
        "bad-value",
        `${cellName(cell)} cannot hold that date: the workbook counts dates from 1904.`,
        "Use a later date.",
      );
    }
    if (typeof value === "number" && !Number.isFinite(value))
      return refuse(
        "bad-value",
        `${cellName(cell)} cannot hold ${value}: it is not a number Excel knows.`,
        "Use a number or an error value.",
      );
    if (typeof value === "string" && value.length > MAX_CELL_CHARACTERS)
      return refuse(
        "bad-value",
        `${cellName(cell)} cannot hold a text of ${counted(value.length, "character")}; Excel allows ${counted(MAX_CELL_CHARACTERS, "character")}.`,
        "Shorten the text.",
      );
    if (isError(value) && (value.error === "#SPILL!" || value.error === "#CALC!"))
      return refuse(
        "bad-value",
        `${cellName(cell)} cannot hold ${value.error}: only a formula can give it.`,
        "Use another error value.",
      );
    return contentOf(value);
  }

  #formula(formula: string, cell: CellPosition, work: SheetWork): CellContent | null {
    const { index } = this.#opened;
    const made = formulaContent(formula, {
      ...cell,
      sheetNames: index.sheets.map((each) => each.name),
      ownTables: work.guards.tables,
      allTables: () => this.#allTables(),
    });
    if (!made.ok) {
      this.problems.push({ ...made.problem, where: this.#where(work.sheet, cell) });
      return null;
    }
    if (made.value.kind === "formula" && made.value.isArray) {
      this.problems.push(
        problem(
          "array-formula",
          `${cellName(cell)} gets an array formula of one cell: only its first result is shown.`,
          {
            severity: "warning",
            remedy: "To let it fill the cells beside it, press Enter on it in Excel.",
            where: this.#where(work.sheet, cell),
          },
        ),
      );
    }
    return made.value;
  }

  /** The tables of every sheet, read when a formula first names one. */
  #allTables(): readonly TablePlace[] {
    this.#tables ??= this.#opened.index.sheets.flatMap((sheet) =>
      sheet.part === undefined
        ? []
        : relationshipsOf(this.#book, sheet.part).list.flatMap((each) =>
            each.type === "table" && each.part !== undefined ? (tableOf(this.#book, each.part) ?? []) : [],
          ),
    );
    return this.#tables;
  }

  #stringCount(part: string): number | null {
    const hasText = [...this.#works.values()].some((work) =>
      [...work.edits.values()].some((edit) => edit.content.kind === "text"),
    );
    return hasText ? countStrings(this.#book, part) : null;
  }

  /** Text goes into the shared strings where the workbook has them; otherwise into the cell itself. */
  #withShared(edit: CellEdit, firstString: number | null): CellEdit {
    if (edit.content.kind !== "text" || firstString === null) return edit;
    const { text } = edit.content;
    const index = this.#texts.get(text) ?? firstString + this.#texts.size;
    this.#texts.set(text, index);
    return { ...edit, content: { kind: "shared", index } };
  }

  #where(sheet: string, cell: CellPosition): NonNullable<Problem["where"]> {
    return { file: this.#book.fileName, sheet, row: cell.row, column: columnLetters(cell.column) };
  }

  #refuse(sheet: string, cell: CellPosition, code: string, message: string, remedy: string): void {
    this.problems.push(problem(code, message, { remedy, where: this.#where(sheet, cell) }));
  }

  #warnOfFormulas(work: SheetWork, replaced: number): void {
    const where = { file: this.#book.fileName, sheet: work.sheet };
    if (replaced > 0) {
      const message = `${counted(replaced, "cell")} of "${work.sheet}" had a formula, which the new ${replaced === 1 ? "value replaces" : "values replace"}.`;
      this.problems.push(
        problem("formula-replaced", message, { severity: "warning", where, rows: replaced }),
      );
    }
    const columns = new Set<string>();
    for (const edit of work.edits.values()) {
      const column = calculatedColumnOf(work.guards, edit);
      if (column !== null && edit.content.kind !== "formula")
        columns.add(`${column.column} of ${column.table}`);
    }
    for (const column of columns) {
      const message = `A cell of the calculated column ${column} now differs from the column's formula.`;
      this.problems.push(problem("breaks-column-formula", message, { severity: "warning", where }));
    }
  }

  /** A date is a number that its format shows as one; the patch leaves formats as they are. */
  #warnOfDates(sheet: string, cells: readonly StyledCell[]): void {
    if (cells.length === 0) return;
    const styles = this.#opened.index.relationships.find((each) => each.type === "styles")?.part;
    this.#formats ??= numberFormats(this.#book, styles);
    for (const cell of cells) {
      if (this.#formats[Number(cell.style ?? 0)]?.isDate === true) continue;
      const message = `${cellName(cell)} shows its date as a number, because the cell is not formatted as a date.`;
      const remedy = "Format the cell as a date in Excel.";
      this.problems.push(
        problem("date-shown-as-number", message, {
          severity: "warning",
          remedy,
          where: this.#where(sheet, cell),
        }),
      );
    }
  }

  #noteRecalculation(): void {
    const where = { file: this.#book.fileName };
    const message =
      "Formulas show their old results until the workbook is opened; then everything is calculated again.";
    this.problems.push(problem("results-not-calculated", message, { severity: "note", where }));
    if (!this.#opened.index.relationships.some((each) => each.type === "pivotCacheDefinition")) return;
    const pivots = "Pivot tables keep the figures they had until they are refreshed in Excel.";
    this.problems.push(problem("pivots-not-refreshed", pivots, { severity: "note", where }));
  }
}
