// The engine's first promise: however a model came to be what it is, its columns are bit for bit those of the same
// model calculated from nothing. Random tables, edits, moves, overrides and formula changes, from fixed seeds.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Engine, isError, type ModelStructure, type Scalar } from "../../../renderer/engine/index.ts";

const FORMULAS = [
  "=[@a]*Rate",
  "=[@a]+[@b]",
  "=[@a]-[@b]",
  "=[@b]/[@a]",
  "=SUMIFS([a],[key],[@key])",
  "=SUMIFS([a],[key],[@key],[b],Limit)",
  "=COUNTIFS([key],[@key],[other],[@other])",
  "=AVERAGEIFS([b],[key],[@key])",
  "=MINIFS([a],[key],[@key])+MAXIFS([a],[other],[@other])",
  '=COUNTIF([key],[@key]&"")',
  "=[@a]/SUM([a])",
  "=SUM([a])+COUNT([b])+COUNTA([key])+MAX([a])-MIN([b])",
  "=AVERAGE([b])",
  "=IF([@a]>2,[@b],[@key])",
  "=IFERROR([@a]/[@b],0)",
  "=MATCH([@key],Groups[key],0)",
  "=INDEX(Groups[rate],MATCH([@key],Groups[key],0))",
  "=XLOOKUP([@key],Groups[key],Groups[total])",
  "=VLOOKUP([@key],Groups[[key]:[total]],2,FALSE)",
  "=SUMPRODUCT(([key]=[@key])*[a])",
  "=ROUND([@a]/3,2)",
  "=MAX([@a],[@b],1)",
  "=[@key]&[@a]",
  "=RANK([@a],[a])",
  "=RANK.AVG([@a],[a],1)",
  "=LARGE([b],2)+SMALL([b],1)+PERCENTILE([b],0.3)",
  '=COUNTIFS([key],[@key],[a],">"&[@a])',
  '=SUMIFS([b],[a],"<="&[@a])',
  '=SUMIFS([b],[key],[@key],[a],">="&[@b],[a],"<"&[@a])',
  '=MAXIFS([b],[a],"<"&[@a],[other],Limit)+AVERAGEIFS([a],[b],">"&[@b])',
  "=SUMPRODUCT(([key]=[@key])*([a]>[@a]))+1",
  "=SUMPRODUCT(--([key]=[@key]),[b])",
  "=SUMPRODUCT(([key]=[@key])*([a]<=Rate)*[b])",
  "=SUM(FILTER([b],[key]=[@key],0))",
  "=SUM(IF([key]=[@key],[a]))+COUNT(IF([other]=[@other],[b]))",
  "=SUM(([key]=[@key])*[a])",
  '=XLOOKUP([@other],[key],[b],"none")',
  "=ROWS([a])",
  "=[@blank]",
  "=AND([@a]>1,[@b]<5)",
  "=SUM(Options[total])*Rate",
  "=LET(v,[@a],v*v)",
] as const;

const GROUP_FORMULAS = [
  "=SUMIFS(Rows[a],Rows[key],[@key])",
  "=SUMIFS(Rows[f1],Rows[key],[@key])",
  "=COUNTIFS(Rows[key],[@key])",
  "=AVERAGEIFS(Rows[a],Rows[key],[@key])",
  "=SUM(Rows[b])",
] as const;

const KEYS: readonly Scalar[] = ["x", "X", "y", "z*", "5", 5, null, "", ">2", true, "new"];
const VALUES: readonly Scalar[] = [0, 1, 2, 0.1, -3.7, 1e-9, 1e300, null, "7", "word", true, 5, 12.5];
const SCOPES = ["base", "second", "third"];

type Edit =
  | {
      readonly kind: "input";
      readonly scope: number;
      readonly column: string;
      readonly row: number;
      readonly value: Scalar;
    }
  | {
      readonly kind: "column";
      readonly scope: number;
      readonly column: string;
      readonly values: readonly Scalar[];
    }
  | { readonly kind: "clear"; readonly scope: number; readonly column: string }
  | { readonly kind: "name"; readonly scope: number; readonly name: string; readonly value: Scalar }
  | { readonly kind: "clearName"; readonly scope: number; readonly name: string }
  | {
      readonly kind: "group";
      readonly scope: number;
      readonly column: string;
      readonly row: number;
      readonly value: Scalar;
    }
  | { readonly kind: "rows"; readonly table: string; readonly scope: number; readonly count: number }
  | { readonly kind: "formula"; readonly place: number; readonly formula: string }
  | {
      readonly kind: "override";
      readonly cells: FormulaColumn;
      readonly scope: number;
      readonly rows: readonly (readonly [number, Scalar])[];
    }
  | { readonly kind: "clearOverride"; readonly cells: FormulaColumn; readonly scope: number };

/** Formula columns whose cells are overridden: of every kind of table, and columns that others read. */
const OVERRIDDEN = ["Rows f0", "Rows f1", "Rows chain", "Groups total", "Options total"] as const;
type FormulaColumn = (typeof OVERRIDDEN)[number];

const column = fc.constantFrom("a", "b", "key", "other");
const valueFor = (name: string) =>
  name === "key" || name === "other" ? fc.constantFrom(...KEYS) : fc.constantFrom(...VALUES);
const scope = fc.integer({ min: 0, max: 2 });
const name = fc.constantFrom("Rate", "Limit");
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 8,
    arbitrary: column.chain((each) =>
      fc.record({
        kind: fc.constant("input" as const),
        scope,
        column: fc.constant(each),
        row: fc.nat(14),
        value: valueFor(each),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: column.chain((each) =>
      fc.record({
        kind: fc.constant("column" as const),
        scope,
        column: fc.constant(each),
        values: fc.array(valueFor(each), { maxLength: 15 }),
      }),
    ),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("clear" as const), scope, column }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("name" as const),
      scope,
      name,
      value: fc.constantFrom<Scalar>(1, 2.5, ">1", "<>2", null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clearName" as const), scope, name }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("key", "rate").chain((each) =>
      fc.record({
        kind: fc.constant("group" as const),
        scope,
        column: fc.constant(each),
        row: fc.nat(4),
        value: valueFor(each),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("rows" as const),
      table: fc.constantFrom("Rows", "Groups"),
      scope,
      count: fc.nat(18),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("formula" as const),
      place: fc.nat(3),
      formula: fc.constantFrom(...FORMULAS),
    }),
  },
);

const overrides: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("override" as const),
      cells: fc.constantFrom(...OVERRIDDEN),
      scope,
      rows: fc.uniqueArray(fc.tuple(fc.nat(14), fc.constantFrom(...VALUES, "x")), {
        maxLength: 4,
        selector: ([row]) => row,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("clearOverride" as const),
      cells: fc.constantFrom(...OVERRIDDEN),
      scope,
    }),
  },
);

function structure(formulas: readonly string[]): ModelStructure {
  return {
    scopes: SCOPES,
    names: ["Rate", "Limit"],
    tables: [
      {
        name: "Rows",
        rows: "shared",
        columns: [
          ...["a", "b", "key", "other", "blank"].map((each) => ({ name: each })),
          ...formulas.map((formula, place) => ({ name: `f${place}`, formula })),
          { name: "chain", formula: "=IF(ISNUMBER([@f0]),[@f0]+[@f1],[@f2])" },
          { name: "share", formula: "=[@f0]/SUM([f0])" },
        ],
      },
      {
        name: "Groups",
        rows: "scoped",
        columns: [
          { name: "key" },
          { name: "rate" },
          { name: "total", formula: GROUP_FORMULAS[0] },
          ...GROUP_FORMULAS.slice(1).map((formula, place) => ({ name: `g${place}`, formula })),
        ],
      },
      {
        name: "Options",
        rows: "scopes",
        columns: [{ name: "label" }, { name: "total", formula: "=SUM(Groups[rate])*Rate" }],
      },
    ],
  };
}

/** The model's state apart from any engine, from which a fresh engine is filled. */
class Model {
  formulas: string[];
  rows = 12;
  readonly groupRows = [4, 4, 4];
  readonly own = new Map<string, Scalar[]>();
  readonly names = new Map<string, Scalar>();
  /** `table column scope` -> row -> value */
  readonly overrides = new Map<string, Map<number, Scalar>>();

  constructor(formulas: readonly string[]) {
    this.formulas = [...formulas];
    for (const each of ["a", "b", "key", "other"])
      this.own.set(
        `${each} 0`,
        Array.from(
          { length: 12 },
          (_, row) =>
            (each === "key" || each === "other" ? KEYS : VALUES)[(row * 7 + each.length) % 9] ?? null,
        ),
      );
    for (const place of [0, 1, 2]) {
      this.own.set(`group key ${place}`, ["x", "y", 5, "new"]);
      this.own.set(`group rate ${place}`, [1, 2, 3, 4]);
    }
    this.names.set("Rate 0", 2);
    this.names.set("Limit 0", ">0");
  }

  apply(change: Edit, engine: Engine): void {
    const id = SCOPES["scope" in change ? change.scope : 0] as string;
    switch (change.kind) {
      case "input": {
        if (change.row >= this.rows) return;
        const key = `${change.column} ${change.scope}`;
        const values = this.own.get(key) ?? [...(this.own.get(`${change.column} 0`) ?? [])];
        values[change.row] = change.value;
        this.own.set(key, values);
        engine.setInput("Rows", change.column, id, change.row, change.value);
        return;
      }
      case "column":
        this.own.set(
          `${change.column} ${change.scope}`,
          Array.from({ length: this.rows }, (_, row) => change.values[row] ?? null),
        );
        engine.setInputColumn("Rows", change.column, id, change.values);
        return;
      case "clear":
        if (change.scope > 0) this.own.delete(`${change.column} ${change.scope}`);
        engine.clearInputColumn("Rows", change.column, id);
        return;
      case "name":
        this.names.set(`${change.name} ${change.scope}`, change.value);
        engine.setName(change.name, id, change.value);
        return;
      case "clearName":
        if (change.scope > 0) this.names.delete(`${change.name} ${change.scope}`);
        engine.clearName(change.name, id);
        return;
      case "group": {
        if (change.row >= (this.groupRows[change.scope] ?? 0)) return;
        (this.own.get(`group ${change.column} ${change.scope}`) as Scalar[])[change.row] = change.value;
        engine.setInput("Groups", change.column, id, change.row, change.value);
        return;
      }
      case "rows": {
        const isRows = change.table === "Rows";
        if (isRows) this.rows = change.count;
        else this.groupRows[change.scope] = change.count;
        for (const [key, values] of this.own) {
          const group = key.startsWith("group");
          if (group === isRows || (group && !key.endsWith(` ${change.scope}`))) continue;
          this.own.set(
            key,
            Array.from({ length: change.count }, (_, row) => values[row] ?? null),
          );
        }
        for (const [key, own] of this.overrides)
          if (key.startsWith(change.table) && (isRows || key.endsWith(` ${change.scope}`)))
            for (const row of own.keys()) if (row >= change.count) own.delete(row);
        engine.setRowCount(change.table, isRows ? null : id, change.count);
        return;
      }
      case "formula":
        this.formulas[change.place] = change.formula;
        engine.setStructure(structure(this.formulas));
        return;
      case "override": {
        const [table = "", of = ""] = change.cells.split(" ");
        const count =
          table === "Rows" ? this.rows : table === "Groups" ? (this.groupRows[change.scope] ?? 0) : 3;
        const home = table === "Options" ? 0 : change.scope;
        const within = new Map(change.rows.filter(([row]) => row < count));
        this.overrides.set(`${change.cells} ${home}`, within);
        const [rows, values] = [change.rows.map(([row]) => row), change.rows.map(([, value]) => value)];
        engine.setOverrides(table, of, change.scope === 0 ? null : id, rows, values);
        return;
      }
      case "clearOverride": {
        const [table = "", of = ""] = change.cells.split(" ");
        if (table === "Rows" && change.scope > 0) this.overrides.delete(`${change.cells} ${change.scope}`);
        engine.clearOverrides(table, of, id);
      }
    }
  }

  fill(engine: Engine): void {
    engine.setStructure(structure(this.formulas));
    engine.setRowCount("Rows", null, this.rows);
    for (const [place, id] of SCOPES.entries()) engine.setRowCount("Groups", id, this.groupRows[place] ?? 0);
    for (const [key, values] of this.own) {
      const parts = key.split(" ");
      const id = SCOPES[Number(parts.at(-1))] as string;
      if (parts[0] === "group") engine.setInputColumn("Groups", parts[1] as string, id, values);
      else engine.setInputColumn("Rows", parts[0] as string, id, values);
    }
    for (const [key, value] of this.names) {
      const [each = "", place] = key.split(" ");
      engine.setName(each, SCOPES[Number(place)] as string, value);
    }
    for (const [key, own] of this.overrides) {
      const [table = "", of = "", place] = key.split(" ");
      engine.setOverrides(table, of, SCOPES[Number(place)] as string, [...own.keys()], [...own.values()]);
    }
    engine.recalculate();
  }
}

/** Every cell of every scope, exact: -0 and 0 differ, errors by code. */
function everything(engine: Engine, formulas: readonly string[]): Record<string, unknown[]> {
  const all: Record<string, unknown[]> = {};
  for (const id of SCOPES)
    for (const table of structure(formulas).tables)
      for (const each of table.columns) {
        const view = engine.column(table.name, each.name, id);
        all[`${id} ${table.name}[${each.name}]`] = Array.from({ length: view.length }, (_, row) => {
          const value = view.value(row);
          return isError(value) ? value.error : Object.is(value, -0) ? "-0" : value;
        });
      }
  return all;
}

test("whatever is edited, the result is that of calculating everything anew", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...FORMULAS), { minLength: 4, maxLength: 4 }),
      fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
      expectAnew,
    ),
    { numRuns: 400, seed: 20260101 },
  );
});

test("cells with a value of their own, among all other edits", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...FORMULAS), { minLength: 4, maxLength: 4 }),
      fc.array(fc.array(fc.oneof(overrides, edit), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 8,
      }),
      expectAnew,
    ),
    { numRuns: 300, seed: 20260202 },
  );
});

/** After every batch of edits: the columns are those of a fresh engine, and what differs was reported. */
function expectAnew(formulas: readonly string[], batches: readonly (readonly Edit[])[]): void {
  const model = new Model(formulas);
  const engine = new Engine();
  model.fill(engine);
  for (const batch of batches) {
    const before = everything(engine, model.formulas);
    const structureChanged = batch.some((each) => each.kind === "formula" || each.kind === "rows");
    for (const each of batch) model.apply(each, engine);
    const changes = engine.recalculate();
    const after = everything(engine, model.formulas);
    const fresh = new Engine();
    model.fill(fresh);
    expect(after).toEqual(everything(fresh, model.formulas));
    if (!structureChanged) expectReported(before, after, changes);
  }
}

/** Every cell that is different now is among the changes reported. */
function expectReported(
  before: Record<string, unknown[]>,
  after: Record<string, unknown[]>,
  changes: ReturnType<Engine["recalculate"]>,
): void {
  const reported = new Map(changes.map((each) => [`${each.scope} ${each.table}[${each.column}]`, each.rows]));
  for (const [key, values] of Object.entries(after))
    for (const [row, value] of values.entries()) {
      if (Object.is(value, before[key]?.[row])) continue;
      const rows = reported.get(key);
      if (rows !== "all" && rows?.includes(row) !== true)
        throw new Error(`${key} row ${row} changed unreported`);
    }
}
