// Commands out of a JSON file (`apply PLAN COMMANDS.json`): one command or a list, every field checked before any is
// done. What the fields mean is command.ts; what a command does with them, the rooms beside this file.

import type { Scalar } from "../../engine/values/value.ts";
import { nearestName } from "../names.ts";
import { done, failed, type Result } from "../problem.ts";
import type { Command } from "./command.ts";

/** Says what is wrong with a value, or null when it is as it should be. */
type Check = (value: unknown) => string | null;

interface Field {
  readonly check: Check;
  readonly isOptional: boolean;
}

type Shape = Readonly<Record<string, Field>>;

function required(check: Check): Field {
  return { check, isOptional: false };
}

function optional(check: Check): Field {
  return { check, isOptional: true };
}

const isText: Check = (value) => (typeof value === "string" ? null : "should be a text");
const isWhole: Check = (value) => (Number.isSafeInteger(value) ? null : "should be a whole number");
const isCount: Check = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? null : "should be a whole number";

/** Any JSON, kept as it is. */
const isAnything: Check = () => null;

const isScalar: Check = (value) => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return null;
  if (typeof value !== "number") return "should be a number, a text, true, false or null";
  return Number.isFinite(value satisfies Scalar) ? null : "is too large a number";
};

function orNull(check: Check): Check {
  return (value) => (value === null ? null : check(value));
}

function oneOf(...choices: readonly string[]): Check {
  return (value) =>
    typeof value === "string" && choices.includes(value) ? null : `should be one of ${choices.join(", ")}`;
}

function listOf(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return "should be a list";
    for (const [at, item] of value.entries()) {
      const wrong = check(item);
      if (wrong !== null) return `has an item ${at + 1} that ${wrong}`;
    }
    return null;
  };
}

function recordOf(shape: Shape): Check {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return "should be an object";
    return wrongField(value as Readonly<Record<string, unknown>>, shape);
  };
}

/** The first field that is missing, unknown or wrong, in words. */
function wrongField(value: Readonly<Record<string, unknown>>, shape: Shape): string | null {
  for (const [name, field] of Object.entries(shape)) {
    if (!Object.hasOwn(value, name)) {
      if (!field.isOptional) return `needs "${name}"`;
      continue;
    }
    const wrong = field.check(value[name]);
    if (wrong !== null) return `has a wrong "${name}": it ${wrong}`;
  }
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
  if (unknown === undefined) return null;
  const near = nearestName(unknown, Object.keys(shape));
  return `has a field "${unknown}" that means nothing${near === null ? "" : `; "${near}" is meant?`}`;
}

/** Values by column name: `{"Post": "Nurse", "Cost": 41000}`. */
const valuesByName: Check = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "should be an object";
  for (const [name, each] of Object.entries(value)) {
    const wrong = isScalar(each);
    if (wrong !== null) return `has a wrong "${name}": it ${wrong}`;
  }
  return null;
};

const text = required(isText);
const maybeText = optional(isText);
const texts = required(listOf(isText));
const inputType = oneOf("number", "text", "boolean", "date");

const cell = { row: text, column: text, value: required(isScalar) };

const rule = recordOf({ outcome: required(oneOf("fail", "warn")), sentence: text });

const newColumn = recordOf({
  name: text,
  formula: maybeText,
  type: optional(inputType),
  format: maybeText,
  note: maybeText,
  choices: optional(listOf(isText)),
  rule: optional(rule),
});

const newAssumption: Shape = {
  name: text,
  value: required(isScalar),
  unit: maybeText,
  source: maybeText,
  note: maybeText,
  format: maybeText,
};

const source = recordOf({
  fileName: text,
  description: text,
  dataDate: text,
  rows: required(isCount),
  columns: texts,
  fingerprint: maybeText,
  mapping: optional(isAnything),
});

const fileOverride = recordOf({
  row: required(isCount),
  value: required(isScalar),
  cell: text,
  kind: required(oneOf("constant", "formula")),
  formula: text,
});

const fileColumn = recordOf({
  name: text,
  type: required(inputType),
  format: text,
  note: text,
  formula: maybeText,
  values: required(listOf(isScalar)),
  overrides: optional(listOf(fileOverride)),
});

const fileTable = recordOf({ name: text, title: text, note: text, columns: required(listOf(fileColumn)) });

const result = recordOf({
  table: text,
  column: required(newColumn),
  values: required(listOf(recordOf({ option: maybeText, row: text, value: required(isScalar) }))),
});

const formulaCell = { table: text, row: text, column: text };

/** A list of commands without these types, so that nothing nests without end. */
function commandsWithout(...types: readonly string[]): Check {
  return (value) => {
    const given = Array.isArray(value)
      ? value.map((each: { readonly type?: unknown } | null) => each?.type)
      : [];
    const nested = types.find((type) => given.includes(type));
    if (nested !== undefined) return `should not hold another ${nested}`;
    return wrongCommands(value)?.message ?? null;
  };
}

const SHAPES: { readonly [T in Command["type"]]: Shape } = {
  setTitle: { title: text },
  setInput: { table: text, ...cell, option: maybeText },
  setInputs: { table: text, option: maybeText, cells: required(listOf(recordOf(cell))) },
  resetInput: { table: text, row: text, column: text, option: text },
  setAssumption: { name: text, value: required(isScalar), option: maybeText },
  resetAssumption: { name: text, option: text },
  addAssumption: newAssumption,
  editAssumption: {
    name: text,
    newName: maybeText,
    unit: maybeText,
    source: maybeText,
    note: maybeText,
    format: maybeText,
  },
  removeAssumption: { name: text },
  addColumn: { table: text, column: required(newColumn), before: maybeText },
  setFormula: { table: text, column: text, formula: text },
  editColumn: {
    table: text,
    column: text,
    newName: maybeText,
    format: maybeText,
    note: maybeText,
    choices: optional(listOf(isText)),
    rule: optional(orNull(rule)),
  },
  setRule: { table: text, column: text, rule: required(orNull(rule)) },
  removeColumn: { table: text, column: text },
  overrideFormula: {
    ...formulaCell,
    value: required(isScalar),
    option: maybeText,
    formula: maybeText,
    fileName: maybeText,
    cell: maybeText,
  },
  restoreFormula: { ...formulaCell, option: maybeText },
  acceptFinding: formulaCell,
  reopenFinding: formulaCell,
  addTable: { name: text, title: maybeText, note: maybeText, columns: required(listOf(newColumn)) },
  removeTable: { table: text },
  renameTable: { table: text, newName: maybeText, newTitle: maybeText, note: maybeText },
  addRows: { table: text, rows: required(listOf(valuesByName)), before: maybeText },
  removeRows: { table: text, rows: texts },
  recordSimulation: {
    model: text,
    seed: required(isWhole),
    trials: required(isCount),
    date: text,
    fingerprint: text,
    columns: required(listOf(result)),
  },
  addLevel: { name: text, plural: maybeText, below: maybeText },
  renameLevel: { level: text, newName: text, newPlural: maybeText },
  removeLevel: { level: text },
  addGroup: { level: text, name: text, option: maybeText, parent: maybeText, parentLevel: maybeText },
  renameGroup: { level: text, group: text, newName: text, option: maybeText },
  setParent: {
    level: text,
    group: text,
    parent: required(orNull(isText)),
    parentLevel: maybeText,
    option: maybeText,
  },
  removeGroup: { level: text, group: text, option: maybeText },
  mergeGroups: { level: text, groups: texts, into: text, option: maybeText },
  movePractices: {
    practices: texts,
    level: required(orNull(isText)),
    group: required(orNull(isText)),
    option: maybeText,
  },
  addOption: { name: text, copyOf: maybeText, note: maybeText },
  editOption: { option: text, newName: maybeText, note: maybeText },
  removeOption: { option: text },
  addPractices: { practices: texts },
  removePractices: { practices: texts },
  importData: {
    source: required(source),
    practices: texts,
    columns: required(listOf(fileColumn)),
    levels: required(listOf(recordOf({ name: text, plural: maybeText }))),
    groups: required(listOf(recordOf({ level: text, name: text, parent: required(orNull(isCount)) }))),
    membership: required(listOf(orNull(isCount))),
    // What follows the import.
    starter: optional(commandsWithout("importData", "batch")),
    tables: optional(listOf(fileTable)),
    assumptions: optional(listOf(recordOf(newAssumption))),
    option: maybeText,
  },
  batch: { label: text, commands: required(commandsWithout("batch")) },
};

function isCommandType(type: unknown): type is Command["type"] {
  return typeof type === "string" && Object.hasOwn(SHAPES, type);
}

/** What is wrong with one command, in words that follow "The command". */
function wrongCommand(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "should be an object";
  const { type, ...fields } = value as Readonly<Record<string, unknown>>;
  if (!isCommandType(type)) {
    if (typeof type !== "string") return 'needs a "type"';
    const near = nearestName(type, Object.keys(SHAPES));
    return `has the unknown type "${type.slice(0, 60)}"${near === null ? "" : `; "${near}" is meant?`}`;
  }
  return wrongField(fields, SHAPES[type]);
}

interface Wrong {
  /** 1-based. */
  readonly position: number;
  readonly type: string | null;
  readonly message: string;
}

/** The first wrong command of a list. */
function wrongCommands(value: unknown): Wrong | null {
  if (!Array.isArray(value)) return { position: 1, type: null, message: "should be a list" };
  for (const [at, item] of value.entries()) {
    const wrong = wrongCommand(item);
    if (wrong === null) continue;
    const type = (item as { readonly type?: unknown } | null)?.type;
    return {
      position: at + 1,
      type: typeof type === "string" ? type : null,
      message: `command ${at + 1}: ${wrong}`,
    };
  }
  return null;
}

/** The commands of a parsed JSON file: one command, or a list of them. The problem counts commands from 1 (`where.row`). */
export function parseCommands(value: unknown): Result<readonly Command[]> {
  const list: unknown = Array.isArray(value) ? value : [value];
  const wrong = wrongCommands(list);
  if (wrong === null) return done(list as readonly Command[]);
  const type = wrong.type === null ? "" : ` (${wrong.type})`;
  return failed(
    "invalid-command",
    `Command ${wrong.position}${type} ${wrong.message.replace(/^command \d+: /, "")}.`,
    {
      remedy: "See the table of commands in renderer/plan/README.md.",
      where: { row: wrong.position },
    },
  );
}
