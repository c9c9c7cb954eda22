// What every sheet of one export needs at hand: the plan, its figures, the names chosen, the formats and texts collected
// so far, and where problems go. Made once per workbook.

import type { CalculatedPlan, CalculatedTable } from "../../plan/calculation.ts";
import type { Option, Plan } from "../../plan/plan.ts";
import type { Problem } from "../../plan/problem.ts";
import { planTables } from "../../plan/tables.ts";
import { AdditiveColumns } from "./additive.ts";
import { CellWriter } from "./cellXml.ts";
import { ChoiceLists } from "./choiceLists.ts";
import { OptionFormulas, type TableSpans } from "./fileFormula.ts";
import { type OptionNames, type WorkbookNames, workbookNames } from "./names.ts";
import { SharedStrings } from "./sharedStrings.ts";
import { Styles } from "./styles.ts";

/** One option's side of the workbook. */
export interface OptionExport {
  readonly option: Option;
  readonly isBase: boolean;
  readonly names: OptionNames;
  readonly formulas: OptionFormulas;
  /** The figures of a plan table in this option. */
  figures(table: string): CalculatedTable;
}

export interface WorkbookExport {
  readonly plan: Plan;
  readonly calculated: CalculatedPlan;
  readonly names: WorkbookNames;
  readonly base: OptionExport;
  /** The base first. */
  readonly options: readonly OptionExport[];
  readonly cells: CellWriter;
  readonly styles: Styles;
  /** Which columns may be added up. */
  readonly additive: AdditiveColumns;
  /** Texts to choose from, gathered while sheets are made. */
  readonly choices: ChoiceLists;
  /** Takes a problem; the same one about the same thing is kept once. */
  report(problem: Problem): void;
  /** What was reported, and what had to be cut. */
  problems(): readonly Problem[];
}

export function startExport(plan: Plan, calculated: CalculatedPlan): WorkbookExport {
  const names = workbookNames(plan);
  const cells = new CellWriter(new SharedStrings());
  const reported = new Map<string, Problem>();
  const options = plan.options.map((option, index) => {
    const own = names.get(option.id);
    if (own === undefined) throw new Error(`no names for option ${option.id}`);
    return optionExport(plan, calculated, option, index === 0, own);
  });
  const [base] = options;
  if (base === undefined) throw new Error("a plan has at least one option");
  return {
    plan,
    calculated,
    names,
    base,
    options,
    cells,
    styles: new Styles(),
    additive: new AdditiveColumns(plan),
    choices: new ChoiceLists(),
    report: (problem) => {
      const key = [problem.code, problem.where?.subject, problem.where?.column].join("\n");
      if (!reported.has(key)) reported.set(key, problem);
    },
    problems: () => [...reported.values(), ...cells.problems()],
  };
}

/** Tables that stand once per option, so that another option's may get a column that finds the base's row. */
function planSpans(plan: Plan, names: OptionNames): TableSpans {
  return new Map(
    planTables(plan)
      .filter((table) => names.tables.get(table.name) !== table.name)
      .map(({ name, columns }) => [
        name,
        { first: columns[0]?.name ?? "", last: columns.at(-1)?.name ?? "" },
      ]),
  );
}

function optionExport(
  plan: Plan,
  calculated: CalculatedPlan,
  option: Option,
  isBase: boolean,
  names: OptionNames,
): OptionExport {
  const tables = new Map<string, CalculatedTable>();
  return {
    option,
    isBase,
    names,
    formulas: new OptionFormulas(names, calculated.problems(), isBase ? new Map() : planSpans(plan, names)),
    figures: (table) => {
      let figures = tables.get(table);
      if (figures === undefined) {
        figures = calculated.table(table, option.id);
        tables.set(table, figures);
      }
      return figures;
    },
  };
}
