// The first sheet: what this workbook is, where its data came from, what may be changed in it and what it does not carry.
// Whoever gets the file by mail has nothing else to go by.
//
// What must stay true: it says so where the workbook knows less than the plan; all texts are plain texts.

import type { Plan } from "../../plan/plan.ts";
import { planTables } from "../../plan/tables.ts";
import { simulationSentence } from "./columnMarks.ts";
import type { WorkbookExport } from "./export.ts";
import { PLAN_SHEET, READ_ME_SHEET } from "./names.ts";
import { FIT_TO_PAGE, printSetupXml } from "./printSetup.ts";
import { MAIN_NAMESPACE, type SheetPart } from "./sheetPart.ts";
import type { CellKind } from "./styles.ts";
import { columnsXml } from "./tableSheet.ts";
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
    row(
      "Marked cells",
      "A violet ground: a figure typed in place of its column's formula. Red or amber: a rule that the row does not pass, or a size that it does not reach.",
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

/** What is in the workbook beside what one sees. */
const INSIDE: readonly Line[] = [
  row(
    "The plan itself",
    `Catchment finds the whole plan on the sheet ${PLAN_SHEET}, which no menu shows: every option, input, note and source, so that this workbook can be opened there again. Nothing is in it that was not in the plan; no names of users.`,
  ),
  row(
    "To remove it",
    "In Excel: File, Info, Check for Issues, Inspect Document, and remove hidden worksheets. Every other sheet goes on working; Catchment then reads the workbook like any other.",
  ),
  row("Opened in other programs", "The figures are worked out afresh whenever the workbook is opened."),
];

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

function readMeLines(workbook: WorkbookExport, sheets: readonly SheetPart[]): readonly Line[] {
  const { plan } = workbook;
  const levels = plan.levels.map(({ name, plural }) => row(name, plural));
  return [
    { cells: [plan.title || "Plan"], kind: "title" },
    row("A plan of GP practices in groups, with every figure as a live formula. Written by Catchment."),
    ...section("Sheets", [
      heading("Sheet", "What it shows"),
      ...sheets.flatMap(({ name, about }): readonly Line[] =>
        about === null ? [] : [{ cells: [name, about], kind: "wrapped", link: name }],
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
    ...(plan.simulation === null
      ? []
      : section("Simulation", [row("Result columns", simulationSentence(plan.simulation))])),
    ...section("What this workbook carries unseen", INSIDE),
    ...section("What it does not carry", NOT_CARRIED),
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

/** The first sheet; `sheets` are all the others, which it lists. */
export function readMeSheet(workbook: WorkbookExport, sheets: readonly SheetPart[]): SheetPart {
  const { cells, styles, plan } = workbook;
  return {
    name: READ_ME_SHEET,
    about: null,
    printedRows: null,
    table: null,
    notes: [],
    write: (part) => {
      const lines = readMeLines(workbook, sheets);
      cells.startSheet(READ_ME_SHEET, part);
      part.write(
        `<worksheet xmlns="${MAIN_NAMESPACE}">${FIT_TO_PAGE}<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>` +
          `${columnsXml(WIDTHS)}<sheetData>`,
      );
      lines.forEach((line, index) => {
        // A title may run over the empty cells beside it; wrapped it would be squeezed into the first column.
        const alone = line.cells.length === 1 && line.kind === "wrapped";
        cells.startRow(index + 1);
        line.cells.forEach((value, column) => {
          if (value === "") return;
          const isLink = column === 0 && line.link !== undefined;
          cells.at(column);
          cells.constant(styles.index(isLink ? "link" : alone ? "plain" : line.kind, "General"), value);
        });
        cells.endRow();
      });
      const links = lines.flatMap(({ link }, index) =>
        link === undefined
          ? []
          : [
              `<hyperlink ref="A${index + 1}" location="${xmlAttribute(`${quotedSheet(link)}!A1`)}" display="${xmlAttribute(link)}"/>`,
            ],
      );
      part.write(
        `</sheetData>${links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`}` +
          `${printSetupXml(
            plan.title,
            WIDTHS.reduce((sum, width) => sum + width, 0),
          )}</worksheet>`,
      );
    },
  };
}
