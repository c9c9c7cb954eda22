// Whether a formula is one that Excel stores as a dynamic-array formula. Excel takes a formula without that mark for
// one from before 2018, puts @ where it meets a whole column in the place of one value, and gets another result
// than the one Catchment and the user's own Excel show. Catchment always calculates the new way.
//
// What must stay true: a formula in which a column or an array stands where one value is expected gets the mark; a formula
// that both ways mean the same is left plain, as Excel leaves it (LibreOffice does not read LET in a marked one).
// Source: [MS-XLSX] 2.2.5 (dynamic arrays); Microsoft Support, "Implicit intersection operator: @".

import { argumentAt } from "../../engine/functions/define.ts";
import { findFunction } from "../../engine/functions/registry.ts";
import { mapTree } from "../../engine/grammar/rewrite.ts";
import type { SyntaxNode } from "../../engine/grammar/syntaxTree.ts";

type CallNode = Extract<SyntaxNode, { kind: "call" }>;

interface Shape {
  /** The part may have more than one value. */
  readonly many: boolean;
  /** The old rules would read the part, or a part of it, differently. */
  readonly differs: boolean;
}

/** What LET's variables hold: upper-cased name -> may have more than one value. */
type Variables = ReadonlyMap<string, boolean>;

const ONE: Shape = { many: false, differs: false };
const MANY: Shape = { many: true, differs: false };

/** Give arrays by nature; Excel always stores their formulas with the mark. */
const DYNAMIC =
  /^(FILTER|SORT|SORTBY|UNIQUE|SEQUENCE|RANDARRAY|LAMBDA|MAP|REDUCE|SCAN|MAKEARRAY|BYROW|BYCOL|TAKE|DROP|HSTACK|VSTACK|TOCOL|TOROW|WRAPROWS|WRAPCOLS|CHOOSEROWS|CHOOSECOLS|EXPAND|TEXTSPLIT)$/;

/** Take calculated arrays in their arguments under the old rules too. */
const TAKES_ARRAYS = /^(SUMPRODUCT|MMULT|MDETERM|MINVERSE|LOOKUP)$/;

/** Whether the formula needs the mark of a dynamic-array formula. */
export function isArrayFormula(tree: SyntaxNode): boolean {
  const shape = shapeOf(tree, false, new Map());
  return shape.many || shape.differs;
}

/**
 * A formula without the mark, with every `@` left out that the old rules put there by themselves: so Excel stores
 * it. Where a function takes a whole array the `@` stays (and is stored as a function of its own).
 */
export function withoutImplied(tree: SyntaxNode): SyntaxNode {
  const bare = (node: SyntaxNode) => (node.kind === "unary" && node.operator === "@" ? node.operand : node);
  const mapped = mapTree(tree, (node) => {
    if (node.kind === "binary") return { ...node, left: bare(node.left), right: bare(node.right) };
    if (node.kind === "percent" || (node.kind === "unary" && node.operator !== "@"))
      return { ...node, operand: bare(node.operand) };
    const entry = node.kind === "call" && node.name !== "LET" ? findFunction(node.name) : undefined;
    if (node.kind !== "call" || entry === undefined) return node;
    const takesOne = (index: number) => (argumentAt(entry, index)?.kind ?? "array") !== "array";
    const given = node.arguments.map((argument, index) => (takesOne(index) ? bare(argument) : argument));
    return { ...node, arguments: given };
  });
  return bare(mapped);
}

/** `native`: the part stands where the old rules calculate arrays as well. */
function shapeOf(node: SyntaxNode, native: boolean, variables: Variables): Shape {
  switch (node.kind) {
    case "structured": {
      const isCell = node.items.includes("thisRow") && node.columns !== null;
      return isCell && node.columns.first === node.columns.last ? ONE : MANY;
    }
    case "reference":
      return node.last === null && node.first.column !== null && node.first.row !== null ? ONE : MANY;
    case "array":
    case "range":
    case "union":
    case "spill":
      return MANY;
    case "name":
      return variables.get(node.name.toUpperCase()) ? MANY : ONE;
    case "parentheses":
      return shapeOf(node.operand, native, variables);
    case "unary":
      return node.operator === "@"
        ? { many: false, differs: shapeOf(node.operand, false, variables).differs }
        : operation([shapeOf(node.operand, native, variables)], native);
    case "percent":
      return operation([shapeOf(node.operand, native, variables)], native);
    case "binary":
      return chain(node, native, variables);
    case "call":
      return node.name === "LET" ? letShape(node, native, variables) : call(node, variables);
    case "apply":
      return { many: true, differs: true };
    default:
      return ONE;
  }
}

/** An operator: over an array it gives an array, which only the new rules do everywhere. */
function operation(operands: readonly Shape[], native: boolean): Shape {
  const many = operands.some((operand) => operand.many);
  return { many, differs: operands.some((operand) => operand.differs) || (many && !native) };
}

/** A sum of thousands of terms leans to the left: down that side in a loop. */
function chain(node: Extract<SyntaxNode, { kind: "binary" }>, native: boolean, variables: Variables): Shape {
  const operands: Shape[] = [];
  let left: SyntaxNode = node;
  while (left.kind === "binary") {
    operands.push(shapeOf(left.right, native, variables));
    left = left.left;
  }
  return operation([...operands, shapeOf(left, native, variables)], native);
}

/** LET is as its last argument is, with the variables as their values are. */
function letShape(node: CallNode, native: boolean, outer: Variables): Shape {
  const variables = new Map(outer);
  let differs = false;
  const last = node.arguments.length - 1;
  for (let index = 1; index < last; index += 2) {
    const [variable, value] = [node.arguments[index - 1], node.arguments[index]];
    if (variable?.kind !== "name" || value === undefined) continue;
    const shape = shapeOf(value, native, variables);
    differs ||= shape.differs;
    variables.set(variable.name.toUpperCase(), shape.many);
  }
  const result = node.arguments[last];
  const shape = result === undefined ? ONE : shapeOf(result, native, variables);
  return { many: shape.many, differs: differs || shape.differs };
}

function call(node: CallNode, variables: Variables): Shape {
  const entry = findFunction(node.name);
  const native = TAKES_ARRAYS.test(node.name);
  const shapes = node.arguments.map((argument) => shapeOf(argument, native, variables));
  const lifted = shapes.some(({ many }, index) => {
    if (!many || entry === undefined) return false;
    return argumentAt(entry, index)?.kind !== "array";
  });
  const differs = lifted || DYNAMIC.test(node.name) || shapes.some((shape) => shape.differs);
  return { many: lifted || givesArray(node, entry?.givesArray ?? false), differs };
}

function givesArray(node: CallNode, may: boolean): boolean {
  if (node.name === "INDEX")
    return node.arguments
      .slice(1)
      .some((place) => place.kind === "missing" || (place.kind === "number" && place.value === 0));
  if (node.name === "XLOOKUP") {
    const results = node.arguments[2];
    return results?.kind !== "structured" || results.columns?.first !== results.columns?.last;
  }
  return may;
}
