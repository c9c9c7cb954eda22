// The `.catchment` file: a plan as readable JSON. One practice, group, column or assumption stands on a line, so two
// versions of a plan can be compared with any tool that compares texts.
//
// What must stay true: the text depends on the plan alone, not on how it came about (all keyed values stand in the
// order of columns and rows); `parsePlanFile(serialisePlan(plan))` gives the same plan, and writing a file that
// was read gives the same text; numbers survive exactly.

import { keyedRows, ownColumns } from "./lookups.ts";
import { FORMAT_VERSION, migrate, type PlanDocument } from "./migrations.ts";
import type { Column, KeyedValues, Option, Plan, Rule, SupportingTable } from "./plan.ts";
import { readPlanDocument } from "./planDocument.ts";
import { failed, type Problem, type Result } from "./problem.ts";
import { type PlanTable, planTables } from "./tables.ts";

/** A JSON list with one item on a line. */
function lines(items: readonly string[], indent: string): string {
  if (items.length === 0) return "[]";
  return `[\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}]`;
}

function each<T>(items: readonly T[], indent: string, write: (item: T) => unknown): string {
  return lines(
    items.map((item) => JSON.stringify(write(item))),
    indent,
  );
}

function columnDocument(column: Column) {
  const { id, name, format, note } = column;
  if (column.kind === "formula") {
    const { formula, rule } = column;
    return { id, name, formula, format, note, ...(rule === undefined ? {} : { rule: ruleDocument(rule) }) };
  }
  const { type, choices } = column;
  return { id, name, type, format, note, ...(choices === undefined ? {} : { choices }) };
}

function ruleDocument({ outcome, sentence }: Rule) {
  return { outcome, sentence };
}

/** Input columns whose base values stand with the rows of their table, not one on a line. */
function standsWithRows(table: PlanTable, column: Column): boolean {
  return column.kind === "input" && (table.kind === "practices" || table.kind === "supporting");
}

/** One line for each value, in the order of the columns and of their tables' rows. */
function keyedLines(
  plan: Plan,
  inputs: Readonly<Record<string, KeyedValues>>,
  options: readonly Option[],
  isLeftOut: (table: PlanTable, column: Column) => boolean = () => false,
): readonly string[] {
  return planTables(plan).flatMap((table) => {
    const columns = ownColumns(plan, table).filter(
      (column) => inputs[column.id] !== undefined && !isLeftOut(table, column),
    );
    if (columns.length === 0) return [];
    const rows = keyedRows(plan, table, options);
    return columns.flatMap((column) => {
      const values = inputs[column.id] ?? {};
      return rows
        .filter((row) => Object.hasOwn(values, row))
        .map((row) => JSON.stringify({ column: column.id, row, value: values[row] }));
    });
  });
}

function tableText(plan: Plan, table: SupportingTable): string {
  const { id, name, title, note, rows, columns } = table;
  const inputs = columns.filter((column) => column.kind === "input");
  const fields = [
    ["id", JSON.stringify(id)],
    ["name", JSON.stringify(name)],
    ["title", JSON.stringify(title)],
    ["note", JSON.stringify(note)],
    ["columns", each(columns, "      ", columnDocument)],
    [
      "rows",
      each(rows, "      ", (row) => [
        row,
        ...inputs.map((column) => plan.keyedInputs[column.id]?.[row] ?? null),
      ]),
    ],
  ];
  return `{\n${fields.map(([field, text]) => `      "${field}": ${text}`).join(",\n")}\n    }`;
}

function simulationText({ simulation }: Plan): string {
  if (simulation === null) return "null";
  const { model, seed, trials, date, fingerprint, columns } = simulation;
  return JSON.stringify({ model, seed, trials, date, fingerprint, columns });
}

function memberLines(plan: Plan, option: Option): readonly string[] {
  const members = new Map<string, string[]>(option.groups.map((group) => [group.id, []]));
  option.membership.forEach((id, at) => {
    if (id !== null) members.get(id)?.push(plan.practices[at] ?? "");
  });
  return [...members]
    .filter(([, practices]) => practices.length > 0)
    .map(([group, practices]) => JSON.stringify({ group, practices }));
}

function optionText(plan: Plan, option: Option): string {
  const overrides = plan.assumptions.filter(({ name }) => Object.hasOwn(option.assumptionOverrides, name));
  const fields = [
    ["id", JSON.stringify(option.id)],
    ["name", JSON.stringify(option.name)],
    ["note", JSON.stringify(option.note)],
    [
      "groups",
      each(option.groups, "      ", ({ id, levelId, name, parentId }) => ({
        id,
        level: levelId,
        name,
        parent: parentId,
      })),
    ],
    ["members", lines(memberLines(plan, option), "      ")],
    [
      "assumptions",
      each(overrides, "      ", ({ name }) => ({ name, value: option.assumptionOverrides[name] })),
    ],
    ["inputs", lines(keyedLines(plan, option.inputOverrides, [option]), "      ")],
  ];
  return `{\n${fields.map(([name, text]) => `      "${name}": ${text}`).join(",\n")}\n    }`;
}

/** The text of the plan's file. */
export function serialisePlan(plan: Plan): string {
  const inputs = plan.practiceColumns.filter((column) => column.kind === "input");
  const fields = [
    ["catchment", String(FORMAT_VERSION)],
    ["title", JSON.stringify(plan.title)],
    [
      "levels",
      each(plan.levels, "  ", ({ id, name, plural, tableName }) => ({ id, name, plural, tableName })),
    ],
    [
      "assumptions",
      each(plan.assumptions, "  ", ({ name, value, unit, source, note, format }) => ({
        name,
        value,
        unit,
        source,
        note,
        format,
      })),
    ],
    ["practiceColumns", each(plan.practiceColumns, "  ", columnDocument)],
    [
      "levelColumns",
      lines(
        plan.levels.flatMap((level) =>
          (plan.levelColumns[level.id] ?? []).map((column) =>
            JSON.stringify({ level: level.id, ...columnDocument(column) }),
          ),
        ),
        "  ",
      ),
    ],
    ["optionColumns", each(plan.optionColumns, "  ", columnDocument)],
    [
      "practices",
      lines(
        plan.practices.map((code, at) =>
          JSON.stringify([code, ...inputs.map((column) => plan.practiceInputs[column.id]?.[at] ?? null)]),
        ),
        "  ",
      ),
    ],
    [
      "tables",
      lines(
        plan.supportingTables.map((table) => tableText(plan, table)),
        "  ",
      ),
    ],
    ["inputs", lines(keyedLines(plan, plan.keyedInputs, plan.options, standsWithRows), "  ")],
    [
      "options",
      lines(
        plan.options.map((option) => optionText(plan, option)),
        "  ",
      ),
    ],
    [
      "sources",
      each(plan.sources, "  ", (source) => ({
        fileName: source.fileName,
        description: source.description,
        dataDate: source.dataDate,
        rows: source.rows,
        columns: source.columns,
        fingerprint: source.fingerprint,
        mapping: source.mapping,
      })),
    ],
    [
      "findings",
      each(plan.findings, "  ", ({ columnId, rowKey, fileName, cell, kind, formula, status }) => ({
        column: columnId,
        row: rowKey,
        fileName,
        cell,
        kind,
        formula,
        status,
      })),
    ],
    ["simulation", simulationText(plan)],
  ];
  return `{\n${fields.map(([name, text]) => `  "${name}": ${text}`).join(",\n")}\n}\n`;
}

function parseJson(text: string): Result<PlanDocument> {
  const damaged = (why: string) =>
    failed<PlanDocument>("not-a-plan", `This is not a Catchment plan: ${why}.`, {
      remedy: "Choose a file that ends in .catchment, or its previous version.",
    });
  if (text.trim() === "") return damaged("the file is empty");
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return damaged(
      text.trimStart().startsWith("{") && !text.trimEnd().endsWith("}")
        ? "the file is cut short"
        : "its text is not JSON, so it is damaged or something else",
    );
  }
  if (typeof document !== "object" || document === null || Array.isArray(document))
    return damaged("it holds something else");
  return { ok: true, value: document as PlanDocument };
}

/** Reads a plan file. `problems` are warnings; anything that would lose or guess data is an error instead. Never throws. */
export function parsePlanFile(
  text: string,
): Result<{ readonly plan: Plan; readonly problems: readonly Problem[] }> {
  const document = parseJson(text);
  if (!document.ok) return document;
  const migrated = migrate(document.value);
  return migrated.ok ? readPlanDocument(migrated.value) : migrated;
}
