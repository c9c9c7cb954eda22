// The members of groups as arrays: of every group the values of its rows, for a function to add up (members.ts of
// formula/ says which forms). An array is made when it is asked for, so nothing is kept that only some rows need.
//
// What must stay true: an array is what the whole column's array would be to the function around; when a row of a group
// changes, or the group's rows do, the group has changed.

import type { MembersSlot } from "../formula/expression.ts";
import { ListValue, type Operand } from "../values/operand.ts";
import type { Value } from "../values/value.ts";
import type { ColumnNode } from "./columnNodes.ts";
import { type Change, GraphNode } from "./graph.ts";
import { type IndexNode, touchedGroups } from "./groupNodes.ts";
import { NO_GROUP } from "./keyDictionary.ts";
import type { KeyIndex } from "./keyIndex.ts";

export class MembersNode extends GraphNode {
  readonly #index: IndexNode;
  readonly #sources: readonly ColumnNode[];
  /** What every row has, when it is not what columns hold. */
  readonly #constant: number | null;
  readonly #filler: MembersSlot["filler"];

  constructor(
    key: string,
    index: IndexNode,
    sources: readonly ColumnNode[],
    { values, filler }: Pick<MembersSlot, "values" | "filler">,
  ) {
    super(key, [index, ...sources]);
    this.#index = index;
    this.#sources = sources;
    this.#constant = typeof values === "number" ? values : null;
    this.#filler = filler;
  }

  /** The changed groups. */
  override update(): Change {
    const { change } = this.#index;
    if (this.fresh || change === "all") return "all";
    const rows: number[] = [];
    for (const { change: changed } of this.#sources) {
      if (changed === "all") return "all";
      if (changed !== null) for (const row of changed) rows.push(row);
    }
    const touched = touchedGroups(this.#index.index as KeyIndex, change, rows);
    return touched.length === 0 ? null : touched;
  }

  /** The array for what a join found, undefined when only the formula can tell. */
  answer(group: number): Operand | undefined {
    const { groupOfRow, lists } = this.#index.index as KeyIndex;
    const { length } = groupOfRow;
    if (group < NO_GROUP || length === 0) return undefined;
    const rows = group === NO_GROUP ? [] : lists.rowsOf(group);
    const filler = this.#filler;
    if (filler.kind === "none" && rows.length === 0) return filler.value;
    const values: Value[] = [];
    const isLastIn = rows[rows.length - 1] === length - 1;
    if (filler.kind === "padding" && isLastIn && rows.length < length) values.push(filler.value);
    for (let place = 0; place < rows.length; place++) this.#addRow(rows[place] as number, values);
    if (filler.kind === "padding") {
      if (!isLastIn) values.push(filler.value);
      return new ListValue(values.length, 1, values);
    }
    const [only = null] = values;
    return values.length === 1 ? only : new ListValue(rows.length, this.#sources.length, values);
  }

  #addRow(row: number, values: Value[]): void {
    const blank = this.#filler.kind === "padding" ? this.#filler.blank : null;
    if (this.#constant !== null) values.push(this.#constant);
    for (const { column } of this.#sources) values.push(column.value(row) ?? blank);
  }
}
