// Every name in the workbook, chosen before anything is written: sheets, Excel tables and defined names. The
// base keeps the plan's own names, so that its formulas read as the user typed them; another option's are
// the same names with the option's added.
//
// What must stay true: sheet names are unique and valid; table names and defined names share one set in which
// each is unique (Excel refuses a table named like a defined name); all compared without regard to case.
// Source: Excel's rules for sheet names (31 characters, none of \ / ? * [ ] :) and for names (ECMA-376 Part 1,
// 18.2.5, 18.5.1.2).

import { ASSUMPTIONS_TABLE, OPTIONS_TABLE, type Option, type OptionId, type Plan } from "../../plan/plan.ts";
import { type PlanTable, planTables } from "../../plan/tables.ts";
import { copiedTables } from "./sharedTables.ts";

export const READ_ME_SHEET = "Read me";
export const COMPARISON_SHEET = "Comparison";
export const FINDINGS_SHEET = "Findings";
/** Texts to choose from that do not fit into a validation; hidden. */
export const LISTS_SHEET = "Lists";
/** The plan itself as text; very hidden (embeddedPlan.ts). */
export const PLAN_SHEET = "Catchment plan";

const SHEET_NAME_LENGTH = 31;
/** Excel allows 255; a formula with several such names must stay readable and within its own limit. */
const SLUG_LENGTH = 60;

/**
 * What an option's parts are called in the workbook; keys are the plan's own names. A supporting table that the option
 * shares with the base has the base's names.
 */
export interface OptionNames {
  /** Plan table name -> Excel table name; the table of options is the same for all. */
  readonly tables: ReadonlyMap<string, string>;
  /** Plan table name -> sheet name. */
  readonly sheets: ReadonlyMap<string, string>;
  /** Assumption name -> defined name. */
  readonly assumptions: ReadonlyMap<string, string>;
}

export type WorkbookNames = ReadonlyMap<OptionId, OptionNames>;

/** A set of names in use; `claim` gives the wanted name, or the first free one that `variant` makes. */
class NamePool {
  readonly #taken = new Set<string>();

  claim(wanted: string, variant: (count: number) => string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name.toLowerCase()); count += 1) name = variant(count);
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/** First `length` UTF-16 units of a text, never half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** An option's name as a part of Excel names: letters, digits and underscores. */
export function nameSlug(optionName: string): string {
  const slug = optionName.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
  return cutText(slug, SLUG_LENGTH) || "option";
}

function validSheetText(text: string): string {
  return text
    .replace(/[\\/?*[\]:\p{Cc}\p{Cs}]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[' ]+|[' ]+$/g, "");
}

/** `Practices`, `Practices (North and South)`, `Practices (North and Sou 2)`: at most 31 characters. */
function sheetName(title: string, optionName: string | null, count: number): string {
  const mark = count < 2 ? "" : ` ${count}`;
  const plain = validSheetText(title) || "Table";
  if (optionName === null) {
    // Excel keeps the name History for itself.
    const kept = plain.toLowerCase() === "history" ? `${plain} table` : plain;
    return cutText(kept, SHEET_NAME_LENGTH - mark.length).trimEnd() + mark;
  }
  const option = validSheetText(optionName) || "option";
  const room = SHEET_NAME_LENGTH - " ()".length - mark.length;
  const head = cutText(plain, Math.max(room - option.length, 14)).trimEnd();
  return `${head} (${cutText(option, room - head.length).trimEnd()}${mark})`;
}

/** Chooses all names of the workbook. */
export function workbookNames(plan: Plan): WorkbookNames {
  const sheets = new NamePool();
  const names = new NamePool();
  const claimSheet = (title: string, option: string | null) =>
    sheets.claim(sheetName(title, option, 1), (count) => sheetName(title, option, count));
  const claimName = (wanted: string) => names.claim(wanted, (count) => `${wanted}_${count}`);

  for (const fixed of [READ_ME_SHEET, COMPARISON_SHEET, ASSUMPTIONS_TABLE, OPTIONS_TABLE, FINDINGS_SHEET])
    claimSheet(fixed, null);
  for (const fixed of [LISTS_SHEET, PLAN_SHEET]) claimSheet(fixed, null);
  for (const fixed of [ASSUMPTIONS_TABLE, OPTIONS_TABLE, FINDINGS_SHEET]) claimName(fixed);

  const tables = planTables(plan);
  const slugs = new NamePool();
  const nameOption = (option: Option, base: OptionNames | null): OptionNames => {
    const isBase = base === null;
    const slug = nameSlug(option.name);
    const suffix = isBase ? "" : `_${slugs.claim(slug, (count) => `${slug}_${count}`)}`;
    const copied = isBase ? null : copiedTables(plan, option);
    const isShared = (table: PlanTable) =>
      table.kind === "options" || (table.kind === "supporting" && copied?.has(table.name) === false);
    const own = tables.filter((table) => !isShared(table));
    return {
      tables: new Map([
        ...(base?.tables ?? []),
        ...own.map((table): [string, string] => [table.name, claimName(table.name + suffix)]),
        [OPTIONS_TABLE, OPTIONS_TABLE],
      ]),
      sheets: new Map([
        ...(base?.sheets ?? []),
        ...own.map((table): [string, string] => [
          table.name,
          claimSheet(table.title, isBase ? null : option.name),
        ]),
        [OPTIONS_TABLE, OPTIONS_TABLE],
      ]),
      assumptions: new Map(plan.assumptions.map(({ name }) => [name, claimName(name + suffix)])),
    };
  };
  const named = new Map<OptionId, OptionNames>();
  let base: OptionNames | null = null;
  for (const option of plan.options) {
    const names = nameOption(option, base);
    named.set(option.id, names);
    base ??= names;
  }
  return named;
}
