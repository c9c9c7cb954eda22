// What the import dialog shows and changes of a file's formulas: which columns come in as formulas, which tables come
// along, what assumptions are called. Apart from the roles of columns (mappingDraft.ts), because a file without practices
// has these as well.
//
// What must stay true: what is shown as coming in is what prepareImport brings in; a table that a formula reads cannot be
// left out while that formula comes in.

import {
  chosenFormulas,
  practicesIn,
  tablesMapping,
  withColumnAsValues,
} from "../excel/import/chosenFormulas.ts";
import type { Mapping } from "../excel/import/mapping.ts";
import { type NotKept, notKeptInWords } from "../excel/import/notKept.ts";
import type { PreparedImport } from "../excel/import/prepareImport.ts";
import type { Recognition } from "../excel/import/recognition.ts";
import type { ReadFile } from "../excel/read/sourceFile.ts";
import { type MappingDraft, suggestedLevels } from "./mappingDraft.ts";

/** A column of the practices that is a formula in the file. */
export interface FormulaLine {
  readonly index: number;
  readonly name: string;
  /** In the plan's names where it comes in, else as it would be; null where it cannot. */
  readonly formula: string | null;
  readonly comesIn: boolean;
  /** Why it comes in as values, as a sentence; null where the user chose so or it comes in. */
  readonly reason: string | null;
  /** Cells that hold something else than the formula. */
  readonly overrides: number;
}

export interface TableLine {
  readonly table: string;
  readonly sheet: string;
  /** What the plan will call it. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly formulas: number;
  readonly isChosen: boolean;
  /** Comes along because a formula reads it. */
  readonly isNeeded: boolean;
}

export interface AssumptionLine {
  readonly proposed: string;
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

export interface FormulaLines {
  readonly formulas: readonly FormulaLine[];
  readonly tables: readonly TableLine[];
  readonly assumptions: readonly AssumptionLine[];
}

/** What there is to choose about the formulas of a file. `prepared`: what would come in now, where it can. */
export function formulaLines(
  file: ReadFile,
  { tables: found }: Recognition,
  { mapping, levels }: MappingDraft,
  prepared: PreparedImport | null,
): FormulaLines {
  const practices = practicesIn(found, mapping);
  const chosen = chosenFormulas(file, mapping, found, new Set(levels.map(({ index }) => index)));
  const brought = new Map(prepared?.formulas.map((each) => [`${each.table}\n${each.column}`, each.formula]));
  const fixed = new Set([mapping.code, mapping.name, mapping.listSize, ...levels.map(({ index }) => index)]);
  const said = new Map(
    prepared?.problems.flatMap(({ code, message, where }) =>
      code === "formula-as-values" && where?.column !== undefined ? [[where.column, message] as const] : [],
    ),
  );
  const formulas = (practices?.columns ?? []).flatMap((column): FormulaLine[] => {
    if (column.formula === null && column.reason === null) return [];
    const planName = mapping.columns.find(({ index }) => index === column.index)?.name ?? column.name;
    const formula = brought.get(`Practices\n${planName}`);
    const { index, name, overrides } = column;
    const asChosen = fixed.has(index) || mapping.asValues?.includes(index) === true;
    const reason = asChosen ? null : (column.reason ?? said.get(name) ?? null);
    return [
      {
        index,
        name,
        formula: formula ?? column.formula,
        comesIn: formula !== undefined,
        reason: formula === undefined ? reason : null,
        overrides: overrides.length,
      },
    ];
  });
  const along = new Set(chosen.tables);
  const tables = found.tables
    .filter((each) => each !== practices)
    .map((each): TableLine => {
      const choice = mapping.tables?.find(({ table }) => table === each.name);
      return {
        table: each.name,
        sheet: each.sheet,
        name: choice?.name ?? each.name,
        rows: each.rows.length,
        columns: each.columns.length,
        formulas: each.columns.filter(({ formula }) => formula !== null).length,
        isChosen: choice !== undefined,
        isNeeded: choice === undefined && along.has(each),
      };
    });
  const used = new Set(prepared?.command.assumptions?.map(({ source }) => source));
  const assumptions = found.assumptions
    .filter(({ source }) => used.has(source))
    .map(({ name, value, source }): AssumptionLine => {
      return {
        proposed: name,
        name: mapping.assumptionNames?.[name] ?? name,
        value: String(value ?? ""),
        source,
      };
    });
  return { formulas, tables, assumptions };
}

export function withTableTicked(draft: MappingDraft, table: string, ticked: boolean): MappingDraft {
  const others = (draft.mapping.tables ?? []).filter((each) => each.table !== table);
  return withMapping(draft, { tables: ticked ? [...others, { table, name: table }] : others });
}

export function withTableName(draft: MappingDraft, table: string, name: string): MappingDraft {
  const tables = (draft.mapping.tables ?? []).map((each) => (each.table === table ? { table, name } : each));
  return withMapping(draft, { tables });
}

export function withAssumptionName(draft: MappingDraft, proposed: string, name: string): MappingDraft {
  return withMapping(draft, { assumptionNames: { ...draft.mapping.assumptionNames, [proposed]: name } });
}

export function withFormulaAsValues(draft: MappingDraft, index: number, asValues: boolean): MappingDraft {
  return { ...draft, mapping: withColumnAsValues(draft.mapping, index, asValues) };
}

/** A workbook with more tables than this is a model; the user ticks the few that are wanted. */
const MOST_TICKED = 20;

/** The file's tables instead of practices, all of them ticked unless they are very many. */
export function tablesDraft(file: ReadFile, { tables }: Recognition): MappingDraft {
  const mapping = tablesMapping(file, tables, `Tables of ${file.fileName}`);
  const isMany = tables.tables.length > MOST_TICKED;
  return { mapping: isMany ? { ...mapping, tables: [] } : mapping, levels: [] };
}

/** The file's practices, as they were recognised; null when nothing of it can be practices. */
export function practicesDraft(file: ReadFile, { mapping }: Recognition): MappingDraft | null {
  return mapping === null ? null : { mapping, levels: suggestedLevels(file, mapping) };
}

/** What a file begins with: its practices, or where none of its columns holds codes its tables. */
export function firstDraft(file: ReadFile, recognition: Recognition): MappingDraft | null {
  const codeless = recognition.problems.some(({ code }) => code === "no-practice-codes");
  if (codeless && recognition.tables.tables.length > 0) return tablesDraft(file, recognition);
  return practicesDraft(file, recognition);
}

/** What of a workbook stays behind, in words; empty for other files. */
export function partsNotTaken(file: ReadFile): readonly NotKept[] {
  return notKeptInWords(file.workbook?.notKept ?? []);
}

function withMapping(draft: MappingDraft, change: Partial<Mapping>): MappingDraft {
  return { ...draft, mapping: { ...draft.mapping, ...change } };
}
