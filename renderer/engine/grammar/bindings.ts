// Which names of a formula are its own variables: LET's and LAMBDA's. The printer needs it (a file stores them
// with a prefix), and so does whoever renames or looks for defined names, because a variable hides a name.
//
// What must stay true: scopes are immutable; inner names hide outer ones; names match without regard to case.

import type { SyntaxNode } from "./syntaxTree.ts";

/** Variables in reach, by upper-cased name; the value is the name as it was declared. */
export type Scope = ReadonlyMap<string, string>;

export const EMPTY_SCOPE: Scope = new Map();

type CallNode = Extract<SyntaxNode, { kind: "call" }>;

/** What an argument of a call is to its scope. */
export interface ArgumentRole {
  /** the argument only declares a variable */
  readonly declares: string | null;
  /** what the argument's own names may refer to */
  readonly scope: Scope;
}

/** The role of every argument of a call; in any function but LET and LAMBDA they all see the scope as it is. */
export function argumentRoles(call: CallNode, scope: Scope): readonly ArgumentRole[] {
  if (call.name !== "LET" && call.name !== "LAMBDA") {
    return call.arguments.map(() => ({ declares: null, scope }));
  }
  const last = call.arguments.length - 1;
  const isLambda = call.name === "LAMBDA";
  let inReach: Scope = scope;
  let pending: Scope = scope;
  return call.arguments.map((argument, index) => {
    const isDeclaration = index < last && (isLambda || index % 2 === 0);
    const declares = isDeclaration ? declaredName(argument, isLambda) : null;
    const role = { declares, scope: index === last ? pending : inReach };
    // a LET variable is in reach after its value, not within it
    if (isDeclaration) {
      pending = declares === null ? inReach : new Map(inReach).set(declares.toUpperCase(), declares);
      if (isLambda) inReach = pending;
    } else inReach = pending;
    return role;
  });
}

/** A LAMBDA's optional parameter stands in brackets: `LAMBDA(x,[y],...)`. */
function declaredName(argument: SyntaxNode, allowsOptional: boolean): string | null {
  if (argument.kind === "name" && argument.sheet === null) return argument.name;
  const isOptional =
    allowsOptional &&
    argument.kind === "structured" &&
    argument.table === null &&
    argument.items.length === 0;
  return isOptional ? (argument.columns?.first ?? null) : null;
}
