// What a name may be, so that every name in a plan survives the journey into an Excel workbook and back.
//
// Sources: what Excel takes as a table's or a defined name is in renderer/engine/grammar/names.ts, with its sources; here it is
// put into words for the user. Group names are criteria of SUMIFS, where * ? ~ are wildcards and a leading
// = < > is a comparison (Excel's help of SUMIF).

import { ERROR_CODES, isValidDefinedName, textToNumber, toTableName } from "../engine/index.ts";
import { nameKey } from "./names.ts";
import {
  ASSUMPTIONS_TABLE,
  OPTIONS_TABLE,
  type Plan,
  PRACTICE_CODE,
  PRACTICE_NAME,
  PRACTICES_TABLE,
  type Rule,
  type TableId,
  UNASSIGNED,
} from "./plan.ts";
import { done, failed, type Result } from "./problem.ts";

const LONGEST_NAME = 255;

/** Control characters and half surrogates: XML, so a workbook, cannot hold them. */
const UNWRITABLE = /[\p{Cs}\p{Cc}]/u;

function quoted(name: string): string {
  return `"${name.length > 60 ? `${name.slice(0, 57)}...` : name}"`;
}

/** A name without outer spaces, or why it cannot be one. `kind` in words, for the sentence: `column`. */
export function checkName(kind: string, name: string): Result<string> {
  const trimmed = name.trim();
  if (trimmed === "")
    return failed("empty-name", `A ${kind} needs a name.`, { remedy: "Type at least one character." });
  if (trimmed.length > LONGEST_NAME)
    return failed(
      "name-too-long",
      `The ${kind} name ${quoted(trimmed)} has ${trimmed.length} characters; Excel allows ${LONGEST_NAME}.`,
      { remedy: "Shorten it.", where: { subject: trimmed.slice(0, LONGEST_NAME) } },
    );
  if (UNWRITABLE.test(trimmed.replace(/\n/g, " ")))
    return failed(
      "unwritable-name",
      `The ${kind} name ${JSON.stringify(trimmed)} has a character that cannot be written to a workbook.`,
      { remedy: "Type the name again without it." },
    );
  return done(trimmed);
}

/**
 * What two group names that SUMIFS cannot tell apart have in common: a criterion that reads as a number matches
 * every text that reads as the same number, so `7` and `007` are one name (Microsoft, "SUMIFS function").
 */
export function groupKey(name: string): string {
  const number = textToNumber(name);
  return number === null ? nameKey(name) : `number ${number}`;
}

/** Texts that a criterion reads as a truth value or an error, which no text cell equals. */
const READ_AS_VALUES: ReadonlySet<string> = new Set(["TRUE", "FALSE", ...ERROR_CODES]);

/** A group's name: also a criterion of SUMIFS, so no wildcards and no comparison at its start. */
export function checkGroupName(name: string): Result<string> {
  const checked = checkName("group", name);
  if (!checked.ok) return checked;
  const where = { subject: checked.value };
  if (nameKey(checked.value) === nameKey(UNASSIGNED))
    return failed(
      "reserved-name",
      `A group cannot be called ${UNASSIGNED}: that row always stands for the practices without a group.`,
      { remedy: "Choose another name.", where },
    );
  if (/[*?~]/.test(checked.value))
    return failed(
      "wildcard-name",
      `The group name ${quoted(checked.value)} has a *, ? or ~; Excel's SUMIFS would read it as a wildcard and add up other groups as well.`,
      { remedy: "Leave the sign out of the name.", where },
    );
  if (/^[=<>]/.test(checked.value))
    return failed(
      "comparison-name",
      `The group name ${quoted(checked.value)} begins with ${checked.value.slice(0, 1)}; Excel's SUMIFS would read it as a comparison, not as a name.`,
      { remedy: "Begin the name with a letter or digit.", where },
    );
  if (READ_AS_VALUES.has(checked.value.toUpperCase()))
    return failed(
      "value-name",
      `A group cannot be called ${quoted(checked.value)}; Excel's SUMIFS would look for the value, not for the text, and find nothing.`,
      { remedy: "Add a word to the name.", where },
    );
  return done(checked.value);
}

/** An assumption's name: a valid Excel defined name. */
export function checkAssumptionName(name: string): Result<string> {
  const checked = checkName("assumption", name);
  if (!checked.ok) return checked;
  const text = checked.value;
  const where = { subject: text };
  const refuse = (why: string, remedy: string) =>
    failed<string>("invalid-assumption-name", `${quoted(text)} cannot name an assumption: ${why}.`, {
      remedy,
      where,
    });
  if (/\s/.test(text))
    return refuse("Excel's names have no spaces", `Use an underscore: ${text.replace(/\s+/g, "_")}.`);
  if (!/^[\p{L}_]/u.test(text))
    return refuse("Excel's names start with a letter or an underscore", "Put a letter in front.");
  if (!/^[\p{L}_][\p{L}\p{M}\p{N}_.]*$/u.test(text))
    return refuse("Excel's names hold letters, digits, _ and . only", "Leave the other signs out.");
  if (/^(true|false|_xl.*)$/i.test(text)) return refuse("Excel keeps it for itself", "Choose another name.");
  if (!isValidDefinedName(text)) return refuse("Excel would read it as a cell", "Choose a longer name.");
  // Values are kept by name in plain objects; these few names every object has already.
  if (text in {}) return refuse("it has a meaning of its own inside Catchment", "Choose another name.");
  return done(text);
}

/** The texts meant for an input column, trimmed: none blank, none twice; an empty list is no choice at all. */
export function checkChoices(column: string, choices: readonly string[]): Result<readonly string[]> {
  const seen = new Set<string>();
  const checked: string[] = [];
  for (const choice of choices) {
    const text = checkName("choice", choice);
    if (!text.ok) return text;
    if (seen.has(nameKey(text.value)))
      return failed("duplicate-choice", `"${column}" has the choice ${quoted(text.value)} twice.`, {
        remedy: "Leave one of them out.",
        where: { column, subject: text.value },
      });
    seen.add(nameKey(text.value));
    checked.push(text.value);
  }
  return done(checked);
}

/** A rule with a sentence that can be said of a row. */
export function checkRule(column: string, rule: Rule): Result<Rule> {
  const sentence = rule.sentence.trim();
  if (sentence === "")
    return failed("rule-without-sentence", `The rule "${column}" needs a sentence.`, {
      remedy: "Say what is wrong with a row that does not pass: Fewer than 100,000 patients.",
      where: { column },
    });
  if (UNWRITABLE.test(sentence.replace(/\n/g, " ")))
    return failed(
      "unwritable-name",
      `The sentence of the rule "${column}" has a character that cannot be written to a workbook.`,
      { remedy: "Type it again without it.", where: { column } },
    );
  return done({ outcome: rule.outcome, sentence });
}

/**
 * Whether a supporting table may have this name and title in the plan (`except`: the table being renamed). Its name is a
 * valid Excel table name and no other table's or assumption's; its title no other tab's.
 */
export function checkTableNames(
  plan: Plan,
  given: { readonly name: string; readonly title: string },
  except: TableId | null,
): Result<{ readonly name: string; readonly title: string }> {
  const name = checkName("table", given.name);
  if (!name.ok) return name;
  const title = checkName("table", given.title);
  if (!title.ok) return title;
  const where = { subject: name.value };
  const valid = toTableName(name.value);
  if (valid !== name.value)
    return failed("invalid-table-name", `${quoted(name.value)} cannot name a table in Excel.`, {
      remedy: `Use letters, digits and underscores: ${valid}.`,
      where,
    });
  const taken = new Map<string, string>(
    [PRACTICES_TABLE, OPTIONS_TABLE, ASSUMPTIONS_TABLE].map((each) => [
      nameKey(each),
      `every plan has its own ${each}`,
    ]),
  );
  for (const level of plan.levels)
    for (const each of [level.plural, level.tableName])
      taken.set(nameKey(each), `the tab of the level "${level.name}" is called ${level.plural} already`);
  for (const table of plan.supportingTables)
    if (table.id !== except)
      for (const each of [table.name, table.title])
        taken.set(nameKey(each), `there is a table called ${table.title} already`);
  for (const each of [name.value, title.value]) {
    const why = taken.get(nameKey(each));
    if (why !== undefined)
      return failed("table-name-taken", `A table cannot be called ${quoted(each)}: ${why}.`, {
        remedy: "Choose another name.",
        where: { subject: each },
      });
  }
  const assumption = plan.assumptions.find((each) => nameKey(each.name) === nameKey(name.value));
  if (assumption !== undefined)
    return failed(
      "table-name-taken",
      `A table cannot be called ${quoted(name.value)}: there is an assumption of that name.`,
      { remedy: "Choose another name.", where },
    );
  return done({ name: name.value, title: title.value });
}

/** `Place` -> `Places`, `Locality` -> `Localities`, `Branch` -> `Branches`, `PCN` -> `PCNs`. */
export function pluralOf(name: string): string {
  const word = /[^\s]*$/.exec(name)?.[0] ?? name;
  if (/^[\p{Lu}\p{N}]+$/u.test(word)) return `${name}s`;
  if (/[^aeiou\W\d_]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(s|x|ch|sh)$/i.test(name)) return `${name}es`;
  return `${name}s`;
}

/** Names a table or a level may not have, because the plan's own tables have them. */
const RESERVED_LEVELS = new Set(
  ["Practice", "Option", "Assumption", PRACTICES_TABLE, OPTIONS_TABLE, ASSUMPTIONS_TABLE, UNASSIGNED].map(
    nameKey,
  ),
);

/**
 * Whether a level may have this name and plural in the plan (`except`: the level being renamed). Its name heads a
 * column of Practices and of every lower level's table, its table name shares Excel's one list of names
 * with the assumptions.
 */
export function checkLevelNames(
  plan: Plan,
  given: { readonly name: string; readonly plural: string },
  except: string | null,
): Result<{ readonly name: string; readonly plural: string; readonly tableName: string }> {
  const name = checkName("level", given.name);
  if (!name.ok) return name;
  const plural = checkName("level", given.plural);
  if (!plural.ok) return plural;
  const where = { subject: name.value };
  const refuse = (why: string) =>
    failed<never>("level-name-taken", `A level cannot be called ${quoted(name.value)}: ${why}.`, {
      remedy: "Choose another name.",
      where,
    });
  for (const each of [name.value, plural.value])
    if (RESERVED_LEVELS.has(nameKey(each))) return refuse(`every plan has its own "${each}"`);
  if ([PRACTICE_CODE, PRACTICE_NAME].some((each) => nameKey(each) === nameKey(name.value)))
    return refuse("the Practices table has a column of that name");
  const tableName = toTableName(plural.value);
  const others = plan.levels.filter((level) => level.id !== except);
  for (const level of others) {
    if (nameKey(level.name) === nameKey(name.value)) return refuse("there is a level of that name");
    const tables = [level.plural, level.tableName].map(nameKey);
    if (tables.includes(nameKey(plural.value)) || tables.includes(nameKey(tableName)))
      return refuse(`the tab of the level "${level.name}" is called ${level.plural} already`);
  }
  for (const table of plan.supportingTables)
    for (const each of [table.name, table.title].map(nameKey))
      if (each === nameKey(plural.value) || each === nameKey(tableName))
        return refuse(`there is a table called ${table.title} already`);
  for (const assumption of plan.assumptions)
    if (nameKey(assumption.name) === nameKey(tableName))
      return refuse(`its table ${tableName} would have the name of an assumption`);
  const tables: readonly (readonly [string, readonly { readonly name: string }[]])[] = [
    [PRACTICES_TABLE, plan.practiceColumns],
    ...plan.levels.map((level) => [level.plural, plan.levelColumns[level.id] ?? []] as const),
  ];
  for (const [table, columns] of tables)
    for (const column of columns)
      if (nameKey(column.name) === nameKey(name.value))
        return refuse(`${table} has a column of that name, and the level needs one there`);
  return done({ name: name.value, plural: plural.value, tableName });
}
