// What the slots of a template are in one scope: the nodes they read. This is the table columns' way to give an
// expression its context.

import type { ColumnNode } from "../calculation/columnNodes.ts";
import type { GraphNode } from "../calculation/graph.ts";
import type { GroupNode, JoinNode } from "../calculation/groupNodes.ts";
import type { MembersNode } from "../calculation/memberNodes.ts";
import type { AnswerNode } from "../calculation/orderNodes.ts";
import type { ScalarNode } from "../calculation/scalarNodes.ts";
import { ListValue, type Operand, RangeValue } from "../values/operand.ts";
import type { Value } from "../values/value.ts";
import type { Slot, Template } from "./expression.ts";
import type { Context } from "./interpreter.ts";

export type BoundSlot =
  | { readonly type: "cell"; readonly node: ColumnNode }
  | { readonly type: "cells"; readonly nodes: readonly ColumnNode[] }
  | { readonly type: "range"; readonly nodes: readonly ColumnNode[]; readonly range: RangeOperand }
  | { readonly type: "scalar"; readonly node: ScalarNode }
  | { readonly type: "group"; readonly join: JoinNode; readonly group: GroupNode }
  | { readonly type: "members"; readonly join: JoinNode; readonly group: MembersNode }
  | { readonly type: "ordered"; readonly node: AnswerNode };

export type RangeOperand = RangeValue | HeadedRange;

/** A range with its column names above it. */
export class HeadedRange extends ListValue {
  readonly #data: RangeValue;
  readonly #names: readonly string[];

  constructor(names: readonly string[], data: RangeValue) {
    super(data.rows + 1, data.columns, [], true);
    this.#names = names;
    this.#data = data;
  }

  override at(row: number, column: number): Value {
    return row === 0 ? (this.#names[column] ?? null) : this.#data.at(row - 1, column);
  }
}

export function nodesOf(bound: BoundSlot): readonly GraphNode[] {
  switch (bound.type) {
    case "cells":
    case "range":
      return bound.nodes;
    case "group":
    case "members":
      return [bound.join, bound.group];
    default:
      return [bound.node];
  }
}

/** A template's slots bound in a scope; also the context in which its expression is evaluated, at `row`. */
export class Bindings implements Context {
  readonly template: Template;
  readonly slots: readonly BoundSlot[];
  readonly variables: Operand[] = [];
  readonly references: (RangeValue | null)[] = [];
  readonly sheet = null;
  row = 0;

  constructor(template: Template, slots: readonly BoundSlot[]) {
    this.template = template;
    this.slots = slots;
  }

  of(slot: Slot): BoundSlot {
    const bound = this.slots[this.template.places.get(slot.key) ?? -1];
    if (bound === undefined) throw new Error(`Slot ${slot.key} is not bound`);
    return bound;
  }

  read(slot: Slot): Operand | undefined {
    const bound = this.of(slot);
    switch (bound.type) {
      case "cell":
        return bound.node.column.value(this.row);
      case "cells":
        return new RangeValue(
          bound.nodes.map((each) => each.column),
          this.row,
          1,
        );
      case "range":
        return bound.range;
      case "scalar":
        return bound.node.value;
      case "group":
      case "members":
        return bound.group.answer(bound.join.groups[this.row] ?? -1);
      case "ordered":
        return bound.node.answer(this.row);
    }
  }

  reference(slot: Slot): RangeValue | null {
    const bound = this.of(slot);
    return bound.type === "cell" ? new RangeValue([bound.node.column], this.row, 1) : null;
  }

  /** The identity of what is bound, for nodes that differ only in their scope. */
  static identity(slots: readonly BoundSlot[]): string {
    return slots
      .map((bound) =>
        nodesOf(bound)
          .map((node) => node.id)
          .join("+"),
      )
      .join(",");
  }
}
