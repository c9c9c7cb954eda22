// Relationship parts: which part belongs to which, under what type. Types are compared by their last word only,
// because strict OOXML has other addresses for the same types.
//
// Source: ECMA-376 Part 2 (OPC), 6.5; Part 1, 15.2; Part 4 (transitional types).

import type { OpenPackage } from "./openPackage.ts";
import type { Splice } from "./partText.ts";
import { attributeValue, childrenOf, type Element, rootOf, unescapeXml } from "./xmlScan.ts";

export interface Relationship {
  readonly id: string;
  /** Last word of the type: `worksheet`, `sharedStrings`. */
  readonly type: string;
  /** The entry it leads to; undefined when it leads outside or nowhere. */
  readonly part: string | undefined;
  readonly element: Element;
}

/** The relationships of a part (of the package itself when the name is ""), and the part that holds them. */
export function relationshipsOf(
  book: OpenPackage,
  owner: string,
): { readonly part: string | undefined; readonly list: readonly Relationship[] } {
  const path = owner.replaceAll("\\", "/");
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const part = book.find(`${folder}_rels/${path.slice(folder.length)}.rels`);
  if (part === undefined) return { part, list: [] };
  const { text, decode } = book.text(part);
  const list: Relationship[] = [];
  for (const element of childrenOf(text, rootOf(text))) {
    if (element.name !== "Relationship") continue;
    const read = (name: string) => unescapeXml(decode(attributeValue(text, element.tag, name) ?? ""));
    const isInside = read("TargetMode").toLowerCase() !== "external";
    const type = read("Type");
    list.push({
      id: read("Id"),
      type: type.slice(type.lastIndexOf("/") + 1),
      part: isInside ? findTarget(book, folder, read("Target")) : undefined,
      element,
    });
  }
  return { part, list };
}

/** Targets are relative to the owner's folder or absolute; some writers escape them as addresses on the web are. */
function findTarget(book: OpenPackage, folder: string, target: string): string | undefined {
  const path = target.replaceAll("\\", "/").replace(/#.*$/s, "");
  const full = path.startsWith("/") ? normalPath(path) : normalPath(folder + path);
  const found = book.find(full);
  if (found !== undefined || !full.includes("%")) return found;
  try {
    return book.find(decodeURIComponent(full));
  } catch {
    return undefined;
  }
}

function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** Takes an element out, with nothing else. */
export function removal(element: Element): Splice {
  return { start: element.tag.start, end: element.end, text: "" };
}
