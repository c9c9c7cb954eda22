// References of formulas on sheets, for the compiler: all are left for the cell to find, because what A1 stands for
// depends on the cell when the formula is shared, and a name may be anything.

import { type Place, placeExpression } from "../formula/expression.ts";
import {
  makeProblem,
  type NameNode,
  type ReferenceResolver,
  type Resolution,
  type StructuredNode,
} from "../formula/references.ts";
import { printAddress } from "../grammar/cellAddress.ts";
import { printStructured } from "../grammar/structuredText.ts";
import type { SyntaxNode } from "../grammar/syntaxTree.ts";
import { foldText } from "../values/textPool.ts";

function placed(place: Place): Resolution {
  return { expression: placeExpression(place) };
}

function namePlace(name: string, sheet: string | null): Resolution {
  return placed({ type: "name", key: `name ${sheet ?? ""}!${foldText(name)}`, name, sheet });
}

export class SheetReferences implements ReferenceResolver {
  readonly joins = true;
  readonly intersects: boolean;
  readonly #hasName: (name: string) => boolean;

  /**
   * @param intersects the formula is from before dynamic arrays
   * @param hasName whether a defined name exists in any sheet
   */
  constructor(intersects: boolean, hasName: (name: string) => boolean) {
    this.intersects = intersects;
    this.#hasName = hasName;
  }

  name(node: NameNode): Resolution {
    return namePlace(node.name, node.sheet);
  }

  callable(name: string): Resolution | null {
    return this.#hasName(name) ? namePlace(name, null) : null;
  }

  structured(node: StructuredNode): Resolution {
    const key = `table ${foldText(node.table ?? "")}${printStructured(node, "file")}`;
    return placed({ type: "table", key, node });
  }

  address(node: SyntaxNode): Resolution {
    if (node.kind !== "reference") return makeProblem("unsupported", "This is not a reference.", node);
    const { sheet, lastSheet, first, last } = node;
    const area = `${printAddress(first)}:${last === null ? "" : printAddress(last)}`;
    return placed({
      type: "area",
      key: `${sheet ?? ""}:${lastSheet ?? ""}!${area}`,
      sheet,
      lastSheet,
      first,
      last,
    });
  }
}
