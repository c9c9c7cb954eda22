// New texts at the end of the workbook's table of shared strings. Nothing that is there is touched but the two
// counts, so every index in every sheet stays right.
//
// Source: ECMA-376 Part 1, 18.4.9 (sst): si elements, then an extension list; count = uses, uniqueCount = entries.

import { keepSpace, xmlText } from "../write/xmlText.ts";
import type { OpenPackage } from "./openPackage.ts";
import type { Splice } from "./partText.ts";
import { childrenOf, findAttribute, prefixOf, rootOf } from "./xmlScan.ts";

/** How many strings the part holds: counted, because the attribute may be wrong or missing. */
export function countStrings(book: OpenPackage, part: string): number {
  const { text } = book.text(part);
  let count = 0;
  for (const child of childrenOf(text, rootOf(text))) if (child.name === "si") count += 1;
  return count;
}

/** Appends the texts and corrects the counts. `released`: cells that showed a shared string and no longer do. */
export function addStrings(
  book: OpenPackage,
  part: string,
  texts: readonly string[],
  uses: number,
  released: number,
): void {
  const { text, encode } = book.text(part);
  const root = rootOf(text);
  const prefix = prefixOf(root.tag.name);
  let at = root.contentStart;
  for (const child of childrenOf(text, root)) if (child.name === "si") at = child.end;
  const added = texts
    .map(
      (each) =>
        `<${prefix}si><${prefix}t${keepSpace(each)}>${encode(xmlText(each))}</${prefix}t></${prefix}si>`,
    )
    .join("");
  const splices: Splice[] = [
    ...countSplice(text, root.tag, "count", uses - released),
    ...countSplice(text, root.tag, "uniqueCount", texts.length),
  ];
  if (root.tag.kind === "empty")
    splices.push({ start: root.tag.end - 2, end: root.tag.end, text: `>${added}</${root.tag.name}>` });
  else splices.push({ start: at, end: at, text: added });
  book.cut(part, splices);
}

function countSplice(
  text: string,
  tag: Parameters<typeof findAttribute>[1],
  name: string,
  change: number,
): readonly Splice[] {
  const attribute = findAttribute(text, tag, name);
  const old = attribute === null ? Number.NaN : Number(text.slice(attribute.valueStart, attribute.valueEnd));
  if (attribute === null || !Number.isInteger(old) || old < 0) return [];
  return [{ start: attribute.valueStart, end: attribute.valueEnd, text: String(Math.max(0, old + change)) }];
}
