// What a workbook says of itself: where its workbook part is, which sheets it has and which parts hold them. Found
// through the package's relationships, so any path, prefix and namespace will do.
//
// Source: ECMA-376 Part 1, 12.3 (parts of a workbook), 18.2 (the workbook element).

import { problem } from "../../plan/problem.ts";
import { otherPackage, workbookPath } from "../read/fileKind.ts";
import { CannotPatch, type OpenPackage } from "./openPackage.ts";
import { type Relationship, relationshipsOf } from "./relationships.ts";
import { attributeValue, childrenOf, type Element, rootOf, unescapeXml } from "./xmlScan.ts";

export interface SheetEntry {
  readonly name: string;
  /** `worksheet`, `chartsheet`, `dialogsheet`, ... */
  readonly type: string;
  readonly part: string | undefined;
}

export interface WorkbookIndex {
  readonly part: string;
  readonly root: Element;
  /** The elements directly in the workbook. */
  readonly children: readonly Element[];
  readonly sheets: readonly SheetEntry[];
  readonly relationshipsPart: string | undefined;
  readonly relationships: readonly Relationship[];
  readonly dates1904: boolean;
}

/** The workbook in a package; a package of another kind ends the work with what it is. */
export function indexWorkbook(book: OpenPackage): WorkbookIndex {
  const part = workbookPart(book);
  const { text, decode } = book.text(part);
  const root = rootOf(text);
  const children = [...childrenOf(text, root)];
  const { part: relationshipsPart, list } = relationshipsOf(book, part);
  const byId = new Map(list.map((each) => [each.id, each]));
  const sheetList = children.find((each) => each.name === "sheets");
  const sheets: SheetEntry[] = [];
  for (const element of sheetList === undefined ? [] : childrenOf(text, sheetList)) {
    if (element.name !== "sheet") continue;
    const read = (name: string) => unescapeXml(decode(attributeValue(text, element.tag, name) ?? ""));
    const relationship = byId.get(read("id"));
    sheets.push({ name: read("name"), type: relationship?.type ?? "", part: relationship?.part });
  }
  const settings = children.find((each) => each.name === "workbookPr");
  const from1904 = settings === undefined ? null : attributeValue(text, settings.tag, "date1904");
  return {
    part,
    root,
    children,
    sheets,
    relationshipsPart,
    relationships: list,
    dates1904: /^(1|true|on)$/i.test(from1904 ?? ""),
  };
}

function workbookPart(book: OpenPackage): string {
  const main = relationshipsOf(book, "").list.find((each) => each.type === "officeDocument")?.part;
  const isWorkbook = main !== undefined && /\.xml$/i.test(main) && !/^(word|ppt)\//i.test(main);
  const entries = book.zip.entries;
  const part = isWorkbook ? main : (workbookPath(entries) ?? undefined);
  if (part === undefined) throw new CannotPatch(otherPackage(entries, book.fileName));
  const { text } = book.text(part);
  if (rootOf(text).name !== "workbook") throw new CannotPatch(otherPackage(entries, book.fileName));
  return part;
}

/** The worksheet of that name, as Excel finds it: without regard to case. */
export function findSheet(
  index: WorkbookIndex,
  name: string,
  fileName: string,
): { readonly sheet: SheetEntry; readonly part: string } {
  const sheet =
    index.sheets.find((each) => each.name === name) ??
    index.sheets.find((each) => each.name.toLowerCase() === name.toLowerCase());
  const where = { file: fileName, sheet: name };
  if (sheet === undefined) {
    const names = index.sheets.map((each) => `"${each.name}"`).slice(0, 20);
    throw new CannotPatch(
      problem("unknown-sheet", `${fileName} has no sheet called "${name}".`, {
        remedy: `Its sheets are ${names.join(", ")}${index.sheets.length > 20 ? " and more" : ""}.`,
        where,
      }),
    );
  }
  if (sheet.part === undefined || sheet.type !== "worksheet") {
    const what = sheet.type === "chartsheet" ? "a chart sheet" : "not a sheet of cells";
    throw new CannotPatch(
      problem("not-a-worksheet", `"${sheet.name}" is ${what}, so it has no cells to change.`, { where }),
    );
  }
  return { sheet, part: sheet.part };
}
