// The `.catchment` file: a plan as readable JSON. One practice, group, column or assumption stands on a line, so two
// versions of a plan can be compared with any tool that compares texts.
//
// What must stay true: the text depends on the plan alone, not on how it came about (all keyed values stand in the
// order of columns and rows); `parsePlanFile(serialisePlan(plan))` gives the same plan, and writing a file that
// was read gives the same text; numbers survive exactly.

import { allColumns } from "./lookups.ts";
import { FORMAT_VERSION, migrate, type PlanDocument } from "./migrations.ts";
import { type Column, type KeyedValues, type Option, type Plan, UNASSIGNED } from "./plan.ts";
import { readPlanDocument } from "./planDocument.ts";
import { failed, type Problem, type Result } from "./problem.ts";

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
  return column.kind === "input"
    ? { id, name, type: column.type, format, note }
    : { id, name, formula: column.formula, format, note };
}

/** One line for each value, in the order of the columns and of their tables' rows. */
function keyedLines(
  plan: Plan,
  inputs: Readonly<Record<string, KeyedValues>>,
  rows: readonly string[],
): readonly string[] {
  return allColumns(plan).flatMap(({ column }) => {
    const values = inputs[column.id];
    if (values === undefined) return [];
    return rows
      .filter((row) => Object.hasOwn(values, row))
      .map((row) => JSON.stringify({ column: column.id, row, value: values[row] }));
  });
}

function groupRows(options: readonly Option[]): readonly string[] {
  return [...new Set([UNASSIGNED, ...options.flatMap((option) => option.groups.map((group) => group.id))])];
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
    [
      "inputs",
      lines(
        keyedLines(plan, option.inputOverrides, [...new Set([...groupRows([option]), ...plan.practices])]),
        "      ",
      ),
    ],
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
      "inputs",
      lines(
        keyedLines(plan, plan.keyedInputs, [
          ...new Set([...groupRows(plan.options), ...plan.options.map((option) => option.id)]),
        ]),
        "  ",
      ),
    ],
    [
      "options",
      lines(
        plan.options.map((option) => optionText(plan, option)),
        "  ",
      ),
    ],
    [
      "sources",
      each(plan.sources, "  ", ({ fileName, description, dataDate, rows, columns }) => ({
        fileName,
        description,
        dataDate,
        rows,
        columns,
      })),
    ],
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
