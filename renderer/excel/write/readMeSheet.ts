// The first sheet: what this workbook is, where its data came from, what may be changed in it and what it does not carry.
// Whoever gets the file by mail has nothing else to go by.
//
// What must stay true: it says so where the workbook knows less than the plan; all texts are plain texts.

import type { Plan } from "../../plan/plan.ts";
import { planTables } from "../../plan/tables.ts";
import { columnLetter } from "../read/sourceFile.ts";
import type { WorkbookExport } from "./export.ts";
import { READ_ME_SHEET } from "./names.ts";
import type { PartWriter } from "./packageWriter.ts";
import type { CellKind } from "./styles.ts";
import { MAIN_NAMESPACE, type TableSheet } from "./tableSheet.ts";
import { quotedSheet } from "./workbookParts.ts";
import { xmlAttribute } from "./xmlText.ts";

interface Line {
  readonly cells: readonly (string | number)[];
  readonly kind: CellKind;
  /** Sheet that the first cell leads to. */
  readonly link?: string;
}

const WIDTHS = [34, 60, 20, 16, 40];

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return [{ cells: [], kind: "plain" }, { cells: [title], kind: "section" }, ...lines];
}

function row(...cells: (string | number)[]): Line {
  return { cells, kind: "wrapped" };
}

function heading(...cells: string[]): Line {
  return { cells, kind: "heading" };
}

/** What each sheet shows, in their order. */
export interface SheetEntry {
  readonly sheet: TableSheet;
  readonly about: string;
}

function howToUse(plan: Plan): readonly Line[] {
  const base = plan.options[0]?.name ?? "";
  const others = plan.options.length > 1;
  return [
    row(
      "Figures to change",
      "Blue figures are inputs. Change one and every sheet that depends on it moves. Black figures are formulas.",
    ),
    row(
      "Assumptions",
      "Each option has its own column on the sheet Assumptions. Do not sort or move its rows: the formulas know the cells by name.",
    ),
    ...(others
      ? [
          row(
            "Options",
            `Every option is live. The inputs of ${base} are typed once, on its own sheets; the sheets of the other options fetch them, matched by code or name, so the sheets may be sorted and filtered.`,
          ),
          row(
            "An option's own figures",
            `On the sheets of the other options, a blue figure on a yellow ground is the option's own and does not follow ${base}. Type over a fetched figure to give the option its own.`,
          ),
          row(
            "Blank inputs",
            `An input that is blank in ${base} is blank in every option and does not follow it: fill it in on each option's sheet.`,
          ),
        ]
      : []),
    row(
      "Moving a practice",
      "Type the name of another group beside the practice. At a higher level type that group's name too: the sheets of the levels do not move it by themselves.",
    ),
  ];
}

const NOT_CARRIED: readonly Line[] = [
  row("History", "The steps that can be undone stay in the plan file."),
  row(
    "Names",
    "A group renamed on its level's sheet must be renamed beside its practices too; Catchment does both at once.",
  ),
  row(
    "New options and groups",
    "Add them in Catchment: in the workbook they would need sheets, names and formulas of their own.",
  ),
];

function readMeLines(workbook: WorkbookExport, sheets: readonly SheetEntry[]): readonly Line[] {
  const { plan } = workbook;
  const levels = plan.levels.map(({ name, plural }) => row(name, plural));
  return [
    { cells: [plan.title || "Plan"], kind: "title" },
    row("A plan of GP practices in groups, with every figure as a live formula. Written by Catchment."),
    ...section("Sheets", [
      heading("Sheet", "What it shows"),
      ...sheets.map(
        ({ sheet, about }): Line => ({
          cells: [sheet.sheetName, about],
          kind: "wrapped",
          link: sheet.sheetName,
        }),
      ),
    ]),
    ...section("How to use it", howToUse(plan)),
    ...section("Options", [
      heading("Option", "Note"),
      ...plan.options.map(({ name, note }, index) =>
        row(name, index === 0 ? ["The base, from which the others inherit.", note].join(" ").trim() : note),
      ),
    ]),
    ...(levels.length === 0
      ? []
      : section("Levels, lowest first", [heading("Level", "Its groups"), ...levels])),
    ...section(
      "Sources",
      plan.sources.length === 0
        ? [row("No file was imported: the data was typed in.")]
        : [
            heading("File", "What it is", "Date of the data", "Rows", "Columns it filled"),
            ...plan.sources.map((source) =>
              row(
                source.fileName,
                source.description,
                source.dataDate,
                source.rows,
                source.columns.join(", "),
              ),
            ),
          ],
    ),
    ...section("What this workbook does not carry", NOT_CARRIED),
    ...section("Columns", [
      heading("Table and column", "What it is", "Kind", "Format", "Formula in the plan"),
      ...columnLines(plan),
    ]),
  ];
}

function columnLines(plan: Plan): readonly Line[] {
  return planTables(plan).flatMap((table) =>
    table.columns.flatMap((column) => {
      if (column.role !== "input" && column.role !== "formula") return [];
      const { note } = column.column;
      const formula = column.column.kind === "formula" ? column.column.formula : "";
      return [row(`${table.title}: ${column.name}`, note, column.role, column.format, formula)];
    }),
  );
}

/** Writes the sheet. */
export function writeReadMe(part: PartWriter, workbook: WorkbookExport, sheets: readonly SheetEntry[]): void {
  const { cells, styles } = workbook;
  cells.startSheet(READ_ME_SHEET);
  const links: string[] = [];
  part.write(
    `<worksheet xmlns="${MAIN_NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>` +
      `<cols>${WIDTHS.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join("")}</cols><sheetData>`,
  );
  readMeLines(workbook, sheets).forEach((line, index) => {
    const number = index + 1;
    // A title may run over the empty cells beside it; wrapped it would be squeezed into the first column.
    const alone = line.cells.length === 1 && line.kind === "wrapped";
    const xml = line.cells.map((value, column) => {
      if (value === "") return "";
      const address = `${columnLetter(column)}${number}`;
      const isLink = column === 0 && line.link !== undefined;
      const style = styles.index(isLink ? "link" : alone ? "plain" : line.kind, "General");
      return `<c r="${address}"${cells.constant(style, value, address)}`;
    });
    if (line.link !== undefined)
      links.push(
        `<hyperlink ref="A${number}" location="${xmlAttribute(`${quotedSheet(line.link)}!A1`)}" display="${xmlAttribute(line.link)}"/>`,
      );
    part.write(`<row r="${number}">${xml.join("")}</row>`);
  });
  part.write(
    `</sheetData>${links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`}` +
      '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
  );
}
