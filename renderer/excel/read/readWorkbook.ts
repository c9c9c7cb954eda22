// A workbook's bytes to its content: what is in the cells, with everything around them that a reader needs to know.
// The package, its links and its small parts are read with the room `package/`, as a patch reads them; sheets and shared
// texts, which may be hundreds of megabytes, are read here from bytes in one pass.
//
// What must stay true: never throws; no sheet and no cell is left out without a problem that says so; nothing is
// inflated that the limits did not let through, and long work asks whether its time is up.

import { done, type Problem, problem, type Result } from "../../plan/problem.ts";
import { counted } from "../import/problemList.ts";
import { guarded, need, type OpenPackage } from "../package/openPackage.ts";
import { openWorkbook } from "../package/openWorkbook.ts";
import type { SheetEntry, WorkbookIndex } from "../package/workbookIndex.ts";
import { attributeValue, childrenOf, Malformed } from "../package/xmlScan.ts";
import type { ZipEntry } from "../package/zipRead.ts";
import { scratchBlock } from "./cellWriter.ts";
import { openPacked } from "./openedWorkbook.ts";
import type { PackedSheet, PackedWorkbook } from "./packedWorkbook.ts";
import { scanPart } from "./pieceReader.ts";
import { MAX_CELL_CHARACTERS, MAX_CELLS } from "./readLimits.ts";
import { SheetScan, type SheetSurroundings, TooManyCells } from "./sheetScan.ts";
import { StringScan, TooManyTexts } from "./stringScan.ts";
import { TextHeap } from "./textHeap.ts";
import type { ReadWorkbookOptions, SheetState, WorkbookContent, WorkbookTable } from "./workbookContent.ts";
import { featuresOf } from "./workbookFeatures.ts";
import { calculationOf, formatsOf, namesOf, richErrorsOf, tablesOf } from "./workbookParts.ts";
import { HasEntities } from "./xmlBytes.ts";

/** Everything in an .xlsx, .xlsm, .xltx or .xltm; anything else is named as what it is. */
export function readWorkbook(bytes: Uint8Array, options: ReadWorkbookOptions = {}): Result<WorkbookContent> {
  const packed = packWorkbook(bytes, options);
  return packed.ok ? done(openPacked(packed.value)) : packed;
}

/** The same as data, for another thread to open. */
export function packWorkbook(bytes: Uint8Array, options: ReadWorkbookOptions = {}): Result<PackedWorkbook> {
  const fileName = options.fileName ?? "The workbook";
  options.onProgress?.("Unpacking the workbook", 0.02);
  const opened = openWorkbook(bytes, fileName);
  if (!opened.ok) return opened;
  return guarded(fileName, () => {
    const reading = new Reading(opened.value.book, opened.value.index, options);
    try {
      return done(reading.run());
    } catch (error) {
      const known = reading.problemOf(error);
      if (known === null) throw error;
      return { ok: false, problem: known };
    }
  });
}

class TimeUp extends Error {}

class Reading {
  readonly #book: OpenPackage;
  readonly #index: WorkbookIndex;
  readonly #options: ReadWorkbookOptions;
  readonly #problems: Problem[] = [];
  readonly #heap = new TextHeap();
  /** Bytes of the parts that are scanned: what progress is measured in. */
  #allBytes = 1;
  #doneBytes = 0;
  /** The sheet being read, for a problem that ends the reading. */
  #sheet: string | undefined;

  constructor(book: OpenPackage, index: WorkbookIndex, options: ReadWorkbookOptions) {
    this.#book = book;
    this.#index = index;
    this.#options = options;
  }

  run(): PackedWorkbook {
    const index = this.#index;
    if (index.sheets.length === 0) throw new Malformed();
    this.#noteUnlisted();
    const strings = this.#entry(index.relationships.find((each) => each.type === "sharedStrings")?.part);
    const parts = new Set(index.sheets.flatMap((sheet) => this.#cellPart(sheet) ?? []));
    for (const entry of [strings, ...parts]) this.#allBytes += entry?.bytes ?? 0;
    const texts = new StringScan(this.#heap, MAX_CELLS);
    if (strings !== undefined) this.#scan(strings, texts, "Reading the texts");
    const around: SheetSurroundings = {
      heap: this.#heap,
      scratch: scratchBlock(),
      sharedCount: texts.texts.length,
      richErrors: richErrorsOf(this.#book),
      cellsLeft: MAX_CELLS,
    };
    const states = this.#states();
    const scans = new Map<string, SheetScan>();
    const byPart = new Map<ZipEntry, PackedSheet>();
    const sheets: PackedSheet[] = [];
    const tables: WorkbookTable[] = [];
    for (const [place, sheet] of index.sheets.entries()) {
      this.#sheet = sheet.name;
      const entry = this.#cellPart(sheet);
      const named = { name: sheet.name, state: states[place] ?? "visible", kind: kindOf(sheet) };
      const known = entry === undefined ? undefined : byPart.get(entry);
      if (known !== undefined) {
        sheets.push({ ...known, ...named });
        continue;
      }
      const own = sheet.part === undefined ? [] : tablesOf(this.#book, sheet.part, place);
      tables.push(...own);
      const scan = new SheetScan(around);
      if (entry !== undefined) {
        this.#scan(entry, scan, `Reading the sheet ${sheet.name}`);
        scans.set(sheet.name, scan);
        this.#check(sheet, scan);
      } else if (sheet.part === undefined) this.#missing(sheet);
      const packed = packSheet(named, scan, own);
      const twice = scan.doubleValues + scan.cells.count - packed.cells.count;
      if (twice > 0) this.#noteTwice(sheet, twice);
      if (entry !== undefined) byPart.set(entry, packed);
      sheets.push(packed);
    }
    this.#sheet = undefined;
    this.#noteLongTexts();
    return {
      fileName: this.#book.fileName,
      sheets,
      blocks: this.#heap.taken(),
      sharedTexts: texts.texts.taken(),
      formats: formatsOf(this.#book, index),
      date1904: index.dates1904,
      dates: this.#options.dates ?? "to1900",
      tables,
      names: namesOf(this.#book, index),
      ...calculationOf(this.#book, index),
      notKept: featuresOf(this.#book, index, scans),
      problems: this.#problems,
    };
  }

  /** What an error that ended the reading means, or null when it is not one of this file's. */
  problemOf(error: unknown): Problem | null {
    const { fileName } = this.#book;
    const sheet = this.#sheet;
    const where = { file: fileName, ...(sheet === undefined ? {} : { sheet }) };
    if (error instanceof Malformed) {
      const what = sheet === undefined ? "a part of it" : `the sheet "${sheet}"`;
      return problem("damaged-package", `${fileName} is damaged: ${what} is cut short or cannot be read.`, {
        remedy: "Open the file in Excel and save it under a new name, then import that.",
        where,
      });
    }
    if (error instanceof HasEntities) {
      return problem(
        "xml-entities",
        `${fileName} declares XML entities, which no spreadsheet program writes.`,
        {
          remedy: "Do not trust this file. If it opens in Excel, copy the cells into a new workbook.",
          where,
        },
      );
    }
    if (error instanceof TooManyCells || error instanceof TooManyTexts) {
      const what = error instanceof TooManyCells ? "cells" : "texts";
      return problem("too-many-cells", `${fileName} has more ${what} than Catchment reads.`, {
        remedy: "Copy the rows and columns you need into a new workbook and import that.",
        where,
      });
    }
    if (error instanceof TimeUp) return tooSlow(fileName);
    return null;
  }

  #entry(part: string | undefined): ZipEntry | undefined {
    return part === undefined ? undefined : this.#book.zip.byName.get(part);
  }

  /** The part with the cells of a sheet; undefined for a chart sheet, or where it is not there. */
  #cellPart(sheet: SheetEntry): ZipEntry | undefined {
    return /^(chart|dialog)sheet$/.test(sheet.type) ? undefined : this.#entry(sheet.part);
  }

  #scan(entry: ZipEntry, scanner: SheetScan | StringScan, step: string): void {
    const { isTimeUp, onProgress } = this.#options;
    let told = 0;
    const found = scanPart(this.#book.zip, entry, scanner, (part) => {
      if (isTimeUp?.() === true) throw new TimeUp();
      const fraction = 0.02 + (0.9 * (this.#doneBytes + part * entry.bytes)) / this.#allBytes;
      if (fraction - told < 0.02) return;
      told = fraction;
      onProgress?.(step, fraction);
    });
    if (found !== null) need({ ok: false, problem: found });
    this.#doneBytes += entry.bytes;
  }

  #states(): readonly SheetState[] {
    const { text } = this.#book.text(this.#index.part);
    const list = this.#index.children.find((each) => each.name === "sheets");
    const elements = list === undefined ? [] : [...childrenOf(text, list)];
    return elements
      .filter((each) => each.name === "sheet")
      .map(({ tag }) => {
        const state = attributeValue(text, tag, "state");
        return state === "hidden" || state === "veryHidden" ? state : "visible";
      });
  }

  #noteTwice(sheet: SheetEntry, cells: number): void {
    const message = `${counted(cells, "cell")} of the sheet "${sheet.name}" of ${this.#book.fileName} have two values; the last one was taken.`;
    this.#warn("cells-twice", message, sheet.name, cells);
  }

  /** Sheets that are in the package and in no list: they would be lost without a word. */
  #noteUnlisted(): void {
    const listed = new Set(this.#index.sheets.map((sheet) => sheet.part));
    const linked = this.#index.relationships.flatMap((each) =>
      each.type === "worksheet" && each.part !== undefined ? [each.part] : [],
    );
    const named = this.#book.names.filter((name) => /(^|[\\/])worksheets[\\/][^\\/]+\.xml$/i.test(name));
    const lost = new Set([...linked, ...named].filter((part) => !listed.has(part)));
    if (lost.size === 0) return;
    const message = `${this.#book.fileName} holds ${counted(lost.size, "sheet")} that its list of sheets does not name (${[...lost].slice(0, 3).join(", ")}); they were not read.`;
    this.#warn("unlisted-sheets", message);
  }

  #missing(sheet: SheetEntry): void {
    const message = `The sheet "${sheet.name}" of ${this.#book.fileName} is named in the workbook, but its content is not in the file.`;
    this.#warn("missing-sheet", message, sheet.name);
  }

  /** Says what of a sheet could not be taken as it stands. */
  #check(sheet: SheetEntry, scan: SheetScan): void {
    if (!/^(work|macro|chart|dialog)sheet$/i.test(scan.rootName)) throw new Malformed();
    const { fileName } = this.#book;
    if (scan.lostTexts > 0) {
      const message = `${counted(scan.lostTexts, "cell")} of the sheet "${sheet.name}" of ${fileName} show a text that is not in the file; they were read as blank.`;
      this.#warn("lost-texts", message, sheet.name, scan.lostTexts);
    }
    if (scan.oddNumbers > 0) {
      const message = `${counted(scan.oddNumbers, "cell")} of the sheet "${sheet.name}" of ${fileName} should hold a number and hold something else; they were read as text.`;
      this.#warn("odd-numbers", message, sheet.name, scan.oddNumbers);
    }
  }

  #noteLongTexts(): void {
    const { tooLong } = this.#heap;
    if (tooLong === 0) return;
    const message = `${counted(tooLong, "text")} of ${this.#book.fileName} are longer than Excel allows in one cell (${MAX_CELL_CHARACTERS} characters).`;
    this.#warn("long-cells", message, undefined, tooLong);
  }

  #warn(code: string, message: string, sheet?: string, rows?: number): void {
    this.#problems.push(
      problem(code, message, {
        severity: "warning",
        remedy: "Open the file in Excel and look at that; save it under a new name when it is right.",
        where: { file: this.#book.fileName, ...(sheet === undefined ? {} : { sheet }) },
        ...(rows === undefined ? {} : { rows }),
      }),
    );
  }
}

/** The problem of a file that took too long. */
export function tooSlow(fileName: string): Problem {
  return problem("reading-too-slow", `Reading ${fileName} took too long and was stopped.`, {
    remedy: "Copy the sheet you need into a new workbook, or save it as CSV, and import that.",
    where: { file: fileName },
  });
}

function kindOf({ type }: SheetEntry): string {
  return /^xl.*macrosheet$/i.test(type) ? "macrosheet" : type === "" ? "worksheet" : type;
}

function packSheet(
  named: Pick<PackedSheet, "name" | "state" | "kind">,
  scan: SheetScan,
  tables: readonly WorkbookTable[],
): PackedSheet {
  const { cells, order } = scan.cells.taken();
  const { filter } = scan;
  const isFilteredOut = (row: number) =>
    (filter !== null && row > filter.first && row <= filter.last) ||
    tables.some(({ area, isFiltered }) => isFiltered && row > area.top && row <= area.bottom);
  return {
    ...named,
    cells,
    formulas: scan.formulas.taken(order),
    hiddenRows: Uint32Array.from(scan.hiddenRows),
    filteredRows: Uint32Array.from(scan.hiddenRows.filter(isFilteredOut)),
  };
}
