// A file's formula columns with the cells that break them. They are put in together, because they use each other; the
// ones that cannot be calculated here become input columns of the values the file shows, and a problem says why.
//
// What must stay true: every cell the file gives as something else than its column's formula is an override with a
// finding that says where it came from; a finding that was accepted stays so while its cell holds the same.

import { checkFormula } from "../../engine/index.ts";
import { withKey } from "../applyChanges.ts";
import { assumptionValue } from "../inputValues.ts";
import { ownColumns, requireTable, withOwnColumns } from "../lookups.ts";
import { uniqueName } from "../names.ts";
import type { Column, ColumnId, Finding, FormulaColumn, Plan } from "../plan.ts";
import type { Problem } from "../problem.ts";
import { planStructure } from "../structure.ts";
import { findColumn, type PlanTable } from "../tables.ts";
import { columnId, withColumn } from "./columns.ts";
import type { ImportedFormula } from "./importTables.ts";
import { headingName } from "./importWords.ts";
import { counted } from "./outcome.ts";

interface Placed extends ImportedFormula {
  readonly columnId: ColumnId;
}

interface FormulasImported {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
}

/** Puts the values of a formula that cannot be calculated into an input column of its name. */
type AsInput = (plan: Plan, refused: ImportedFormula) => FormulasImported;

function tableNamed(plan: Plan, name: string): PlanTable {
  const table = requireTable(plan, name);
  if (!table.ok) throw new Error(table.problem.message);
  return table.value;
}

/** The plan with the file's formula in its table: in the formula column of that name, or in a new one. */
function withFormulaColumn(
  plan: Plan,
  imported: ImportedFormula,
): { readonly plan: Plan; readonly id: ColumnId; readonly problems: readonly Problem[] } {
  const { given } = imported;
  const table = tableNamed(plan, imported.table);
  const wanted = headingName(given.name);
  const formula = (given.formula ?? "").trim();
  const formulaNamed = (name: string): FormulaColumn | undefined => {
    const found = findColumn(table, name);
    return found?.role === "formula" && found.column.kind === "formula" ? found.column : undefined;
  };
  const known = formulaNamed(wanted);
  if (known !== undefined) {
    if (known.formula === formula) return { plan, id: known.id, problems: [] };
    const columns = ownColumns(plan, table).map((each) => (each === known ? { ...known, formula } : each));
    const problems: readonly Problem[] = [
      {
        code: "formula-replaced",
        severity: "warning",
        message: `"${known.name}" of ${table.title} has the file's formula now; it was ${known.formula}`,
        remedy: "Undo to have the old one back.",
        where: { column: known.name },
      },
    ];
    return { plan: { ...plan, ...withOwnColumns(plan, table, columns) }, id: known.id, problems };
  }
  const name = uniqueName({ has: (key) => findColumn(table, key) !== undefined }, wanted);
  const column: Column = {
    id: columnId(plan, name),
    name,
    format: given.format,
    note: given.note,
    kind: "formula",
    formula,
  };
  const problems: readonly Problem[] =
    name === wanted
      ? []
      : [
          {
            code: "column-name-taken",
            severity: "warning",
            message: `${table.title} has a column "${wanted}" that is no formula, so the file's formula is in "${name}".`,
            remedy: "Rename one of the two.",
            where: { column: name },
          },
        ];
  const at = ownColumns(plan, table).length;
  return { plan: withColumn(plan, table, column, at), id: column.id, problems };
}

/** Why a formula of the plan cannot be calculated, null when it can. */
function whyNot(
  plan: Plan,
  structure: ReturnType<typeof planStructure>,
  placed: Placed,
): { readonly code: string; readonly message: string } | null {
  const table = tableNamed(plan, placed.table);
  const column = ownColumns(plan, table).find((each) => each.id === placed.columnId);
  if (column?.kind !== "formula") return null;
  if (!column.formula.startsWith("=")) return { code: "syntax", message: "It does not begin with =." };
  return checkFormula(structure, table.name, column.name, column.formula);
}

/**
 * Puts the formula columns in. One that cannot be calculated becomes an input column, so that the others, which may use
 * it, still find its name.
 */
export function importFormulas(
  plan: Plan,
  formulas: readonly ImportedFormula[],
  fileName: string,
  asInput: AsInput,
): FormulasImported {
  let next = plan;
  const placed: Placed[] = [];
  const problems: Problem[] = [];
  for (const imported of formulas) {
    const put = withFormulaColumn(next, imported);
    next = put.plan;
    placed.push({ ...imported, columnId: put.id });
    problems.push(...put.problems);
  }
  // Described once: a workbook may bring hundreds of formulas.
  const structure = planStructure(next);
  const wrong = placed.flatMap((each, at) => {
    const why = whyNot(next, structure, each);
    return why === null ? [] : [{ at, imported: each, why }];
  });
  if (wrong.length > 0) {
    // in a circle of formulas one that is no formula opens it
    const others = wrong.filter(({ why }) => why.code !== "cycle");
    const refused = others.length > 0 ? others : wrong.slice(0, 1);
    const places = new Set(refused.map(({ at }) => at));
    let without = plan;
    const said: Problem[] = [];
    for (const { imported, why } of refused) {
      const put = asInput(without, imported);
      without = put.plan;
      said.push(refusedProblem(imported, why.message), ...put.problems);
    }
    const left = formulas.filter((_, at) => !places.has(at));
    const rest = importFormulas(without, left, fileName, asInput);
    return { plan: rest.plan, problems: [...said, ...rest.problems] };
  }
  for (const each of placed) {
    const overridden = withImportedOverrides(next, each, fileName);
    next = overridden.plan;
    problems.push(...overridden.problems);
  }
  return { plan: next, problems };
}

function refusedProblem({ given, table }: ImportedFormula, why: string): Problem {
  return {
    code: "formula-not-taken",
    severity: "warning",
    message: `The formula of "${given.name}" of ${table} cannot be calculated here, so the file's values stand instead: ${given.formula ?? ""} ${why}`,
    remedy: "Add a formula column that Catchment can calculate, if the figures should move.",
    where: { column: given.name },
  };
}

/** In the rows of the file, the overrides of the column are the file's: each with its finding. */
function withImportedOverrides(
  plan: Plan,
  { given, rowKeys, columnId: id }: Placed,
  fileName: string,
): { readonly plan: Plan; readonly problems: readonly Problem[] } {
  const rows = new Set(rowKeys);
  const before = plan.keyedInputs[id] ?? {};
  const old = new Map(
    plan.findings.filter((each) => each.columnId === id).map((each) => [each.rowKey, each]),
  );
  const values = Object.fromEntries(Object.entries(before).filter(([key]) => !rows.has(key)));
  const findings = new Map<string, Finding>();
  let misplaced = 0;
  for (const { row, value, cell, kind, formula } of given.overrides ?? []) {
    const rowKey = rowKeys[row] ?? "";
    const checked = assumptionValue(null, value === "" ? null : value);
    if (rowKey === "" || !checked.ok) {
      misplaced++;
      continue;
    }
    const known = old.get(rowKey);
    const isSame =
      known?.kind === kind && known.formula === formula && Object.is(before[rowKey], checked.value);
    values[rowKey] = checked.value;
    findings.set(rowKey, {
      columnId: id,
      rowKey,
      fileName,
      cell,
      kind,
      formula,
      status: isSame ? known.status : "open",
    });
  }
  const problems: Problem[] = [];
  if (findings.size > 0)
    problems.push({
      code: "cells-overridden",
      severity: "warning",
      message: `${counted(findings.size, "cell")} of "${given.name}" not what the column's formula gives; kept as in the file.`,
      remedy: "See the list of findings.",
      rows: findings.size,
      where: { column: given.name },
    });
  if (misplaced > 0)
    problems.push({
      code: "value-left-out",
      severity: "error",
      message: `${counted(misplaced, "cell")} of "${given.name}" left out: no row of the table, or no value a cell can hold.`,
      remedy: "Correct the file, or type the values in.",
      rows: misplaced,
      where: { column: given.name },
    });
  const others = plan.findings.filter((each) => each.columnId !== id || !rows.has(each.rowKey));
  const isUntouched = others.length === plan.findings.length && findings.size === 0;
  return {
    plan: {
      ...plan,
      keyedInputs: withKey(plan.keyedInputs, id, Object.keys(values).length === 0 ? undefined : values),
      findings: isUntouched ? plan.findings : [...others, ...findings.values()],
    },
    problems,
  };
}
