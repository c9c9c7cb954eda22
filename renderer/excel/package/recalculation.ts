// Makes the program that opens the workbook next calculate everything: the order of calculation that Excel had noted
// (calcChain) is dropped, because it may name cells that have no formula any more, and full calculation on load is
// set. Excel notes a new order by itself.
//
// Source: ECMA-376 Part 1, 18.2.2 (calcPr), 18.6 (calculation chain), 18.2.27 (order of the workbook's elements).

import type { OpenPackage } from "./openPackage.ts";
import type { Splice } from "./partText.ts";
import { removal } from "./relationships.ts";
import type { WorkbookIndex } from "./workbookIndex.ts";
import { attributeValue, childrenOf, findAttribute, prefixOf, rootOf, unescapeXml } from "./xmlScan.ts";

/** Elements that stand before `calcPr`; it goes after the last of them. */
const BEFORE = ["sheets", "functionGroups", "externalReferences", "definedNames"];

export function recalculateOnLoad(book: OpenPackage, index: WorkbookIndex): void {
  book.cut(index.part, calcPrSplices(book, index));
  dropCalcChain(book, index);
}

function calcPrSplices(book: OpenPackage, index: WorkbookIndex): readonly Splice[] {
  const { text } = book.text(index.part);
  const settings = index.children.find((each) => each.name === "calcPr");
  if (settings !== undefined) {
    const { tag } = settings;
    const attribute = findAttribute(text, tag, "fullCalcOnLoad");
    if (attribute === null) {
      const at = tag.kind === "empty" ? tag.end - 2 : tag.end - 1;
      return [{ start: at, end: at, text: `${text[at - 1] === " " ? "" : " "}fullCalcOnLoad="1"` }];
    }
    const isSet = /^(1|true|on)$/i.test(text.slice(attribute.valueStart, attribute.valueEnd));
    return isSet ? [] : [{ start: attribute.valueStart, end: attribute.valueEnd, text: "1" }];
  }
  const last = index.children.filter((each) => BEFORE.includes(each.name)).at(-1);
  if (last === undefined) return [];
  const prefix = prefixOf(last.tag.name);
  return [{ start: last.end, end: last.end, text: `<${prefix}calcPr fullCalcOnLoad="1"/>` }];
}

function dropCalcChain(book: OpenPackage, index: WorkbookIndex): void {
  const chains = index.relationships.filter((each) => each.type === "calcChain");
  if (chains.length === 0 || index.relationshipsPart === undefined) return;
  book.cut(
    index.relationshipsPart,
    chains.map((each) => removal(each.element)),
  );
  const parts = new Set(chains.flatMap((each) => each.part ?? []));
  for (const part of parts) book.remove(part);
  const types = book.find("[Content_Types].xml");
  if (types === undefined) return;
  const { text, decode } = book.text(types);
  const overrides = [...childrenOf(text, rootOf(text))].filter((each) => {
    if (each.name !== "Override") return false;
    const name = unescapeXml(decode(attributeValue(text, each.tag, "PartName") ?? ""));
    const part = book.find(name);
    return part !== undefined && parts.has(part);
  });
  book.cut(types, overrides.map(removal));
}
