// A parsed plan file of the present format made into a plan: every field's type, every id, every invariant. The text
// side is planFile.ts; what a sound plan is, invariants.ts.

import type { Scalar } from "../engine/values/value.ts";
import {
  type Fields,
  newReading,
  type Reading,
  readChoice,
  readCount,
  readList,
  readRecord,
  readScalar,
  readText,
  readTextOrNull,
  reject,
} from "./documentReader.ts";
import { checkPlan } from "./invariants.ts";
import type { PlanDocument } from "./migrations.ts";
import type {
  Assumption,
  Column,
  ColumnId,
  Finding,
  Group,
  GroupId,
  InputColumn,
  KeyedValues,
  Level,
  LevelId,
  Option,
  Plan,
  Rule,
  SimulationRecord,
  Source,
  SupportingTable,
} from "./plan.ts";
import { failed, type Problem, type Result } from "./problem.ts";

const PLAN_FIELDS = [
  "catchment",
  "title",
  "levels",
  "assumptions",
  "practiceColumns",
  "levelColumns",
  "optionColumns",
  "practices",
  "tables",
  "inputs",
  "options",
  "sources",
  "findings",
  "simulation",
];

/** Reads every item of a list; `place` names the list, items are counted from 1. */
function readEach<T>(
  reading: Reading,
  value: unknown,
  place: string,
  read: (item: unknown, place: string) => T,
): readonly T[] {
  return readList(reading, value, place).map((item, at) => read(item, `${place} ${at + 1}`));
}

/** Reads fields that are all texts. */
function readTexts<K extends string>(
  reading: Reading,
  fields: Fields,
  place: string,
  names: readonly K[],
): Record<K, string> {
  const texts = names.map((name) => [name, readText(reading, fields[name], `${place} > ${name}`)]);
  return Object.fromEntries(texts) as Record<K, string>;
}

function readLevel(reading: Reading, value: unknown, place: string): Level {
  const names = ["id", "name", "plural", "tableName"] as const;
  return readTexts(reading, readRecord(reading, value, place, names), place, names);
}

function readAssumption(reading: Reading, value: unknown, place: string): Assumption {
  const texts = ["name", "unit", "source", "note", "format"] as const;
  const fields = readRecord(reading, value, place, [...texts, "value"]);
  const { name, unit, source, note, format } = readTexts(reading, fields, place, texts);
  return { name, value: readScalar(reading, fields.value, `${place} > value`), unit, source, note, format };
}

function readColumn(reading: Reading, value: unknown, place: string, more: readonly string[] = []): Column {
  const isFormula = typeof value === "object" && value !== null && Object.hasOwn(value, "formula");
  const texts = ["id", "name", "format", "note"] as const;
  const extra = isFormula ? "rule" : "choices";
  const hasExtra = typeof value === "object" && value !== null && Object.hasOwn(value, extra);
  const names = [...more, ...texts, isFormula ? "formula" : "type", ...(hasExtra ? [extra] : [])];
  const fields = readRecord(reading, value, place, names);
  const base = readTexts(reading, fields, place, texts);
  if (isFormula) {
    const formula = readText(reading, fields.formula, `${place} > formula`);
    const column: Column = { ...base, kind: "formula", formula };
    return hasExtra ? { ...column, rule: readRule(reading, fields.rule, `${place} > rule`) } : column;
  }
  const type = readChoice(reading, fields.type, `${place} > type`, ["number", "text", "boolean", "date"]);
  const column: Column = { ...base, kind: "input", type: type ?? "number" };
  if (!hasExtra) return column;
  const choices = readEach(reading, fields.choices, `${place} > choices`, (item, at) =>
    readText(reading, item, at),
  );
  return { ...column, choices };
}

function readRule(reading: Reading, value: unknown, place: string): Rule {
  const fields = readRecord(reading, value, place, ["outcome", "sentence"]);
  const outcome = readChoice(reading, fields.outcome, `${place} > outcome`, ["fail", "warn"]);
  return { outcome: outcome ?? "warn", sentence: readText(reading, fields.sentence, `${place} > sentence`) };
}

function readLevelColumns(
  reading: Reading,
  value: unknown,
  levels: readonly Level[],
): Readonly<Record<LevelId, readonly Column[]>> {
  const lists = new Map<LevelId, Column[]>(levels.map((level) => [level.id, []]));
  readEach(reading, value, "levelColumns", (item, place) => {
    const column = readColumn(reading, item, place, ["level"]);
    const level = readText(reading, (item as Fields | null)?.level, `${place} > level`);
    const list = lists.get(level);
    if (list === undefined) reject(reading, place, `there is no level with the id "${level}"`);
    else list.push(column);
  });
  return Object.fromEntries(lists);
}

/** Rows of a key and one value for each input column, each on a line. */
function readRows(
  reading: Reading,
  value: unknown,
  place: string,
  inputs: readonly InputColumn[],
): { readonly keys: readonly string[]; readonly values: readonly (readonly Scalar[])[] } {
  const keys: string[] = [];
  const values = inputs.map((): Scalar[] => []);
  readEach(reading, value, place, (item, at) => {
    const row = readList(reading, item, at);
    if (row.length !== inputs.length + 1)
      reject(reading, at, `should hold a code and ${inputs.length} values, and holds ${row.length} items`);
    keys.push(readText(reading, row[0] ?? null, `${at} > code`));
    inputs.forEach((column, inputAt) => {
      values[inputAt]?.push(readScalar(reading, row[inputAt + 1] ?? null, `${at} > ${column.name}`));
    });
  });
  return { keys, values };
}

function inputsAmong(columns: readonly Column[]): readonly InputColumn[] {
  return columns.filter((column): column is InputColumn => column.kind === "input");
}

interface ReadTable {
  readonly table: SupportingTable;
  readonly inputs: Readonly<Record<ColumnId, KeyedValues>>;
}

function readTable(reading: Reading, value: unknown, place: string): ReadTable {
  const texts = ["id", "name", "title", "note"] as const;
  const fields = readRecord(reading, value, place, [...texts, "columns", "rows"]);
  const columns = readEach(reading, fields.columns, `${place} > columns`, (item, at) =>
    readColumn(reading, item, at),
  );
  const inputs = inputsAmong(columns);
  const { keys, values } = readRows(reading, fields.rows, `${place} > rows`, inputs);
  const keyed = inputs.flatMap((column, at): [ColumnId, KeyedValues][] => {
    const filled = (values[at] ?? []).flatMap((each, row): [string, Scalar][] =>
      each === null ? [] : [[keys[row] ?? "", each]],
    );
    return filled.length === 0 ? [] : [[column.id, Object.fromEntries(filled)]];
  });
  return {
    table: { ...readTexts(reading, fields, place, texts), rows: keys, columns },
    inputs: Object.fromEntries(keyed),
  };
}

function readFinding(reading: Reading, value: unknown, place: string): Finding {
  const texts = ["column", "row", "fileName", "cell", "formula"] as const;
  const fields = readRecord(reading, value, place, [...texts, "kind", "status"]);
  const { column, row, fileName, cell, formula } = readTexts(reading, fields, place, texts);
  const kind = readChoice(reading, fields.kind, `${place} > kind`, ["constant", "formula"]);
  const status = readChoice(reading, fields.status, `${place} > status`, ["open", "accepted"]);
  return {
    columnId: column,
    rowKey: row,
    fileName,
    cell,
    kind: kind ?? "constant",
    formula,
    status: status ?? "open",
  };
}

function readSimulation(reading: Reading, value: unknown): SimulationRecord | null {
  if (value === null || value === undefined) return null;
  const place = "simulation";
  const texts = ["model", "date", "fingerprint"] as const;
  const fields = readRecord(reading, value, place, [...texts, "seed", "trials", "columns"]);
  const { model, date, fingerprint } = readTexts(reading, fields, place, texts);
  const { seed } = fields;
  const isWhole = typeof seed === "number" && Number.isSafeInteger(seed);
  if (!isWhole && seed !== undefined) reject(reading, `${place} > seed`, "should be a whole number");
  return {
    model,
    seed: isWhole ? seed : 0,
    trials: readCount(reading, fields.trials, `${place} > trials`),
    date,
    fingerprint,
    columns: readEach(reading, fields.columns, `${place} > columns`, (item, at) =>
      readText(reading, item, at),
    ),
  };
}

function readKeyedInputs(
  reading: Reading,
  value: unknown,
  place: string,
): Readonly<Record<ColumnId, KeyedValues>> {
  const inputs = new Map<ColumnId, Map<string, Scalar>>();
  readEach(reading, value, place, (item, at) => {
    const fields = readRecord(reading, item, at, ["column", "row", "value"]);
    const { column, row } = readTexts(reading, fields, at, ["column", "row"]);
    const values = inputs.get(column) ?? new Map<string, Scalar>();
    if (values.has(row)) reject(reading, at, `the value of "${column}" for "${row}" is there twice`);
    values.set(row, readScalar(reading, fields.value, `${at} > value`));
    inputs.set(column, values);
  });
  return Object.fromEntries([...inputs].map(([column, values]) => [column, Object.fromEntries(values)]));
}

function readGroup(reading: Reading, value: unknown, place: string): Group {
  const fields = readRecord(reading, value, place, ["id", "level", "name", "parent"]);
  const { id, level, name } = readTexts(reading, fields, place, ["id", "level", "name"]);
  return { id, levelId: level, name, parentId: readTextOrNull(reading, fields.parent, `${place} > parent`) };
}

function readMembers(
  reading: Reading,
  value: unknown,
  place: string,
  index: ReadonlyMap<string, number>,
): readonly (GroupId | null)[] {
  const membership: (GroupId | null)[] = Array.from({ length: index.size }, () => null);
  readEach(reading, value, place, (item, at) => {
    const fields = readRecord(reading, item, at, ["group", "practices"]);
    const group = readText(reading, fields.group, `${at} > group`);
    readEach(reading, fields.practices, `${at} > practices`, (each, codePlace) => {
      const code = readText(reading, each, codePlace);
      const row = index.get(code);
      if (row === undefined) reject(reading, codePlace, `there is no practice "${code}"`);
      else if (membership[row] !== null) reject(reading, codePlace, `"${code}" is in two groups`);
      else membership[row] = group;
    });
  });
  return membership;
}

function readAssumptionOverrides(reading: Reading, value: unknown, place: string) {
  const overrides = new Map<string, Scalar>();
  readEach(reading, value, place, (item, at) => {
    const fields = readRecord(reading, item, at, ["name", "value"]);
    const name = readText(reading, fields.name, `${at} > name`);
    if (overrides.has(name)) reject(reading, at, `${name} is there twice`);
    overrides.set(name, readScalar(reading, fields.value, `${at} > value`));
  });
  return Object.fromEntries(overrides);
}

function readOption(
  reading: Reading,
  value: unknown,
  place: string,
  index: ReadonlyMap<string, number>,
): Option {
  const names = ["id", "name", "note", "groups", "members", "assumptions", "inputs"];
  const fields = readRecord(reading, value, place, names);
  const { id, name, note } = readTexts(reading, fields, place, ["id", "name", "note"]);
  return {
    id,
    name,
    note,
    groups: readEach(reading, fields.groups, `${place} > groups`, (item, at) => readGroup(reading, item, at)),
    membership: readMembers(reading, fields.members, `${place} > members`, index),
    assumptionOverrides: readAssumptionOverrides(reading, fields.assumptions, `${place} > assumptions`),
    inputOverrides: readKeyedInputs(reading, fields.inputs, `${place} > inputs`),
  };
}

function readSource(reading: Reading, value: unknown, place: string): Source {
  const texts = ["fileName", "description", "dataDate"] as const;
  const fields = readRecord(reading, value, place, [...texts, "rows", "columns", "fingerprint", "mapping"]);
  return {
    ...readTexts(reading, fields, place, texts),
    rows: readCount(reading, fields.rows, `${place} > rows`),
    columns: readEach(reading, fields.columns, `${place} > columns`, (item, at) =>
      readText(reading, item, at),
    ),
    fingerprint: readText(reading, fields.fingerprint, `${place} > fingerprint`),
    mapping: fields.mapping ?? null,
  };
}

function readPlan(reading: Reading, document: PlanDocument): Plan {
  const fields = readRecord(reading, document, "plan", PLAN_FIELDS);
  const levels = readEach(reading, fields.levels, "levels", (item, at) => readLevel(reading, item, at));
  const practiceColumns = readEach(reading, fields.practiceColumns, "practiceColumns", (item, at) =>
    readColumn(reading, item, at),
  );
  const inputs = inputsAmong(practiceColumns);
  const { keys: practices, values } = readRows(reading, fields.practices, "practices", inputs);
  const tables = readEach(reading, fields.tables, "tables", (item, at) => readTable(reading, item, at));
  const keyedInputs = new Map(Object.entries(readKeyedInputs(reading, fields.inputs, "inputs")));
  for (const { inputs: ofTable } of tables)
    for (const [id, values] of Object.entries(ofTable)) {
      if (keyedInputs.has(id))
        reject(reading, "inputs", `the values of "${id}" stand with the rows of its table`);
      keyedInputs.set(id, values);
    }
  const index = new Map(practices.map((code, at) => [code, at]));
  if (index.size !== practices.length) {
    const twice = practices.find((code, at) => index.get(code) !== at);
    reject(reading, "practices", `the practice code "${twice}" is there twice`);
  }
  return {
    title: readText(reading, fields.title, "title"),
    levels,
    practices,
    practiceColumns,
    practiceInputs: Object.fromEntries(inputs.map((column, at) => [column.id, values[at] ?? []])),
    levelColumns: readLevelColumns(reading, fields.levelColumns, levels),
    optionColumns: readEach(reading, fields.optionColumns, "optionColumns", (item, at) =>
      readColumn(reading, item, at),
    ),
    supportingTables: tables.map((each) => each.table),
    keyedInputs: Object.fromEntries(keyedInputs),
    assumptions: readEach(reading, fields.assumptions, "assumptions", (item, at) =>
      readAssumption(reading, item, at),
    ),
    options: readEach(reading, fields.options, "options", (item, at) => readOption(reading, item, at, index)),
    findings: readEach(reading, fields.findings, "findings", (item, at) => readFinding(reading, item, at)),
    simulation: readSimulation(reading, fields.simulation),
    sources: readEach(reading, fields.sources, "sources", (item, at) => readSource(reading, item, at)),
  };
}

/** The plan of a document, or what is wrong with it: the first mistake, and how many more there are. */
export function readPlanDocument(
  document: PlanDocument,
): Result<{ readonly plan: Plan; readonly problems: readonly Problem[] }> {
  const reading = newReading();
  const plan = readPlan(reading, document);
  const errors = reading.failed
    ? reading.problems.filter((problem) => problem.severity === "error")
    : checkPlan(plan);
  const [first] = errors;
  if (first === undefined && !reading.failed)
    return { ok: true, value: { plan, problems: reading.problems } };
  const others = errors.length - 1;
  const more =
    others > 0 ? ` There ${others === 1 ? "is one more mistake" : `are ${others} more mistakes`}.` : "";
  return failed(
    "damaged-plan",
    `This plan file is damaged: ${first?.message ?? "it has many mistakes."}${more}`,
    {
      remedy: "Open its previous version, or correct the file in a text editor.",
      ...(first?.where === undefined ? {} : { where: first.where }),
    },
  );
}
