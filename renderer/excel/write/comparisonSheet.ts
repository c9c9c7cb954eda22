// The options side by side: every measure of the table Options as a row, every option as a column, and the change against
// the option that is chosen at the top. All of it is formulas over Options and the assumptions' names, so the sheet is
// right after any edit in the workbook.
//
// What must stay true: headings and figures come from the same row of Options, so neither sorting nor renaming there can
// put a figure under the wrong option; a change is a number, or nothing where there is no number to compare.

import { round } from "../../engine/functions/rounding.ts";
import { printStructured } from "../../engine/grammar/structuredText.ts";
import type { Value } from "../../engine/values/value.ts";
import { type Assumption, OPTION_NAME, OPTIONS_TABLE } from "../../plan/plan.ts";
import { optionsTable } from "../../plan/tables.ts";
import { columnLetter } from "../read/sourceFile.ts";
import { conditionsXml, NEGATIVE } from "./conditions.ts";
import type { WorkbookExport } from "./export.ts";
import { COMPARISON_SHEET } from "./names.ts";
import type { CellNote } from "./notes.ts";
import type { PartWriter } from "./packageWriter.ts";
import { FIT_TO_PAGE, printSetupXml } from "./printSetup.ts";
import { MAIN_NAMESPACE, RELATIONSHIPS, type SheetPart, type SheetRelationships } from "./sheetPart.ts";
import type { CellKind } from "./styles.ts";
import { columnsXml, frozen } from "./tableSheet.ts";
import { validationsXml } from "./validations.ts";
import { xmlFormula } from "./xmlText.ts";

/** 1-based rows. */
const CHOICE_ROW = 2;
const HEADING_ROW = 4;
const CHOICE = `$B$${CHOICE_ROW}`;
const MEASURE_WIDTH = 38;
const FIGURE_WIDTH = 17;
const WIDEST = 44;
/** Decimals to which a change counts: what is smaller is the rounding of long sums. */
const DECIMALS = 6;
const SHARE_FORMAT = '+0.0%;-0.0%;"–"';

/** One line of figures: its name and the formula and value in each option. */
interface Line {
  readonly name: string;
  readonly note: string;
  readonly format: string;
  readonly formulas: readonly string[];
  readonly values: readonly Value[];
}

/** Number format of a change: with its sign and without colour, as far as the format's positive part tells how. */
export function signedFormat(format: string): string {
  const [positive = ""] = format.split(";");
  if (positive === "@" || positive === "General" || positive.includes("[")) return "General";
  return `+${positive};-${positive};"–"`;
}

function column(name: string): string {
  return OPTIONS_TABLE + printStructured({ items: [], columns: { first: name, last: name } }, "file");
}

function measureLines({ plan, base }: WorkbookExport): readonly Line[] {
  const figures = base.figures(OPTIONS_TABLE);
  return optionsTable(plan).columns.flatMap((each): readonly Line[] => {
    if (each.role !== "input" && each.role !== "formula") return [];
    const formulas = plan.options.map((_, row) => {
      const cell = `INDEX(${column(each.name)},${row + 1})`;
      return each.role === "input" ? `IF(ISBLANK(${cell}),"",${cell})` : cell;
    });
    const values = plan.options.map((_, row) => {
      const value = figures.value(row, each.name);
      return each.role === "input" ? (value ?? "") : value;
    });
    return [{ name: each.name, note: each.column.note, format: each.format, formulas, values }];
  });
}

/** The assumptions of which an option has its own value. */
function assumptionLines({ plan, calculated, names }: WorkbookExport): readonly Line[] {
  const isOwn = ({ name }: Assumption) =>
    plan.options.some((option) => Object.hasOwn(option.assumptionOverrides, name));
  return plan.assumptions.filter(isOwn).map(({ name, unit, format }) => ({
    name,
    note: unit,
    format,
    formulas: plan.options.map((option) => {
      const own = names.get(option.id)?.assumptions.get(name) ?? name;
      return `IF(ISBLANK(${own}),"",${own})`;
    }),
    values: plan.options.map((option) => calculated.assumption(name, option.id) ?? ""),
  }));
}

/** The sheet; null for a plan of one option, which has nothing to compare. */
export function comparisonSheet(workbook: WorkbookExport): SheetPart | null {
  const { plan } = workbook;
  if (plan.options.length < 2) return null;
  const measures = measureLines(workbook);
  const assumptions = assumptionLines(workbook);
  const sections = [
    { title: "Measures", lines: measures },
    { title: "Assumptions that differ", lines: assumptions },
  ].filter(({ lines }) => lines.length > 0);
  const notes: CellNote[] = [
    { row: CHOICE_ROW - 1, column: 1, text: "Choose the option that the others are compared with." },
  ];
  let row = HEADING_ROW;
  for (const { lines } of sections) {
    lines.forEach(({ note }, at) => {
      notes.push({ row: row + 1 + at, column: 0, text: note });
    });
    row += lines.length + 1;
  }
  return {
    name: COMPARISON_SHEET,
    about: "Every measure of every option side by side, with the change against an option of your choice.",
    printedRows: `$${HEADING_ROW}:$${HEADING_ROW}`,
    table: null,
    notes,
    write: (part, relationships) => new ComparisonWriter(workbook, part).write(sections, relationships),
  };
}

class ComparisonWriter {
  readonly #workbook: WorkbookExport;
  readonly #part: PartWriter;
  readonly #count: number;
  /** Column letters of the figures of the first and the last option. */
  readonly #first = columnLetter(1);
  readonly #last: string;
  /** The place of the chosen option among the headings, as a formula. */
  readonly #place: string;

  constructor(workbook: WorkbookExport, part: PartWriter) {
    this.#workbook = workbook;
    this.#part = part;
    this.#count = workbook.plan.options.length;
    this.#last = columnLetter(this.#count);
    const headings = `$${this.#first}$${HEADING_ROW}:$${this.#last}$${HEADING_ROW}`;
    // MATCH reads * ? ~ in what it looks for as wildcards.
    const wanted = workbook.plan.options.some(({ name }) => /[*?~]/.test(name))
      ? ["~", "*", "?"].reduce((text, sign) => `SUBSTITUTE(${text},"${sign}","~${sign}")`, CHOICE)
      : CHOICE;
    this.#place = `MATCH(${wanted},${headings},0)`;
  }

  write(
    sections: readonly { readonly title: string; readonly lines: readonly Line[] }[],
    { legacyDrawing }: SheetRelationships,
  ): void {
    const { plan, cells } = this.#workbook;
    const part = this.#part;
    const lastRow = HEADING_ROW + sections.reduce((sum, { lines }) => sum + lines.length + 1, 0);
    const lines = sections.flatMap((section) => section.lines);
    const widths = [
      MEASURE_WIDTH,
      ...plan.options.map((_, at) =>
        Math.min(
          Math.max(FIGURE_WIDTH, ...lines.map(({ values }) => textLength(values[at] ?? null))),
          WIDEST,
        ),
      ),
      ...Array.from({ length: this.#count * 2 }, () => FIGURE_WIDTH),
    ];
    cells.startSheet(COMPARISON_SHEET, part);
    part.write(
      `<worksheet xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONSHIPS}">${FIT_TO_PAGE}` +
        `<dimension ref="A1:${columnLetter(this.#count * 3)}${lastRow}"/>` +
        `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${frozen(HEADING_ROW, 1)}</sheetView></sheetViews>` +
        `<sheetFormatPr defaultRowHeight="15"/>${columnsXml(widths)}<sheetData>`,
    );
    this.#head();
    let row = HEADING_ROW;
    for (const { title, lines } of sections) {
      row += 1;
      cells.startRow(row, ' ht="21" customHeight="1"');
      this.#constant(0, "section", "General", title);
      cells.endRow();
      for (const line of lines) {
        row += 1;
        this.#line(line, row);
      }
    }
    const figures = { first: `B${HEADING_ROW + 1}`, last: `${this.#last}${lastRow}` };
    const choice = {
      type: "list",
      formula: `$${this.#first}$${HEADING_ROW}:$${this.#last}$${HEADING_ROW}`,
      refuses: true,
      message: "There is no option of that name. Choose one from the list.",
    } as const;
    part.write(
      `</sheetData>${conditionsXml([
        { ...figures, conditions: [NEGATIVE] },
      ])}${validationsXml([{ first: `B${CHOICE_ROW}`, last: `B${CHOICE_ROW}`, validation: choice }])}` +
        `${printSetupXml(
          plan.title,
          widths.reduce((sum, width) => sum + width, 0),
        )}${legacyDrawing}</worksheet>`,
    );
  }

  #head(): void {
    const { plan, cells } = this.#workbook;
    const names = plan.options.map(({ name }) => name);
    cells.startRow(1, ' ht="27" customHeight="1"');
    this.#constant(0, "title", "General", "Comparison of the options");
    cells.endRow();
    cells.startRow(CHOICE_ROW, ' ht="20" customHeight="1"');
    this.#constant(0, "plain", "General", "Compared with");
    this.#constant(1, "choice", "@", names[0] ?? "");
    const missing = `IF(ISNA(${this.#place}),"There is no option of that name: choose one from the list in B2.","")`;
    this.#formula(2, "helper", "General", missing, "");
    cells.endRow();
    cells.startRow(HEADING_ROW, ' ht="48" customHeight="1"');
    this.#constant(0, "heading", "General", "Measure");
    names.forEach((name, at) => {
      this.#formula(1 + at, "figureHeading", "General", `INDEX(${column(OPTION_NAME)},${at + 1})`, name);
    });
    for (const [block, words] of ["Change: ", "Change in %: "].entries())
      names.forEach((name, at) => {
        const formula = `"${words}"&${columnLetter(1 + at)}${HEADING_ROW}`;
        this.#formula(1 + (block + 1) * this.#count + at, "figureHeading", "General", formula, words + name);
      });
    cells.endRow();
  }

  #line({ name, format, formulas, values }: Line, row: number): void {
    const { cells, plan } = this.#workbook;
    const count = this.#count;
    const base = `INDEX($${this.#first}${row}:$${this.#last}${row},${this.#place})`;
    const chosen = values[0] ?? null;
    cells.startRow(row);
    this.#constant(0, "key", "@", name);
    plan.options.forEach((_, at) => {
      this.#formula(1 + at, "figure", format, formulas[at] ?? '""', values[at] ?? null);
    });
    const changes = values.map((value) => change(value, chosen));
    changes.forEach((value, at) => {
      const own = `${columnLetter(1 + at)}${row}`;
      // LibreOffice takes TRUE for a number; Excel does not
      const isNumber = `AND(ISNUMBER(${own}),ISNUMBER(${base}),NOT(ISLOGICAL(${own})),NOT(ISLOGICAL(${base})))`;
      const formula = `IF(${isNumber},ROUND(${own}-${base},${DECIMALS}),"")`;
      this.#formula(1 + count + at, "figure", signedFormat(format), formula, value);
    });
    changes.forEach((value, at) => {
      const own = `${columnLetter(1 + count + at)}${row}`;
      const formula = `IF(ISNUMBER(${own}),IF(${base}=0,"",${own}/ABS(${base})),"")`;
      const share =
        typeof value !== "number" || typeof chosen !== "number" || chosen === 0
          ? ""
          : value / Math.abs(chosen);
      this.#formula(1 + 2 * count + at, "figure", SHARE_FORMAT, formula, share);
    });
    cells.endRow();
  }

  #constant(at: number, kind: CellKind, format: string, value: Value): void {
    const { cells, styles } = this.#workbook;
    cells.at(at);
    cells.constant(styles.index(kind, format), value);
  }

  #formula(at: number, kind: CellKind, format: string, formula: string, value: Value): void {
    const { cells, styles } = this.#workbook;
    cells.at(at);
    cells.formula(styles.index(kind, format), { xml: xmlFormula(formula), isArray: false }, value);
  }
}

/** Width that a text needs; figures have the same width everywhere. */
function textLength(value: Value): number {
  return typeof value === "string" ? value.length + 2 : 0;
}

/** What the sheet's formula gives for a change. */
function change(value: Value, chosen: Value): Value {
  if (typeof value !== "number" || typeof chosen !== "number") return "";
  const difference = value - chosen;
  return round(difference, DECIMALS);
}
