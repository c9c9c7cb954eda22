// What a package holds besides cells, formulas, tables and names: counted, so that the loss report can say what a path
// that does not keep it would lose. Parts are told apart by their content type, which does not depend on where a program
// puts them, and else by their usual place.
//
// Source: ECMA-376 Part 1, 12.3 and 15.2; [MS-XLSX] 2.1; [MS-OFFMACRO2].

import type { OpenPackage } from "../package/openPackage.ts";
import { relationshipsOf } from "../package/relationships.ts";
import type { WorkbookIndex } from "../package/workbookIndex.ts";
import { attributeValue, childrenOf, Malformed, rootOf } from "../package/xmlScan.ts";
import type { SheetScan } from "./sheetScan.ts";
import type { FeatureKind, PackageFeature } from "./workbookContent.ts";

/** By content type or path, in lower case; the first that fits counts. null: read with the cells, or plumbing. */
const KINDS: readonly (readonly [RegExp, FeatureKind | null])[] = [
  [/chartsheet/, "chart-sheet"],
  [/dialogsheet/, "dialog-sheet"],
  [/macrosheet/, "macro-sheet"],
  [/chart(style|colorstyle)|\/charts\/(style|colors)/, null],
  [/drawingml\.chart\+xml|chartex|\/charts\//, "chart"],
  [/pivotcacherecords/, null],
  [/pivottable/, "pivot-table"],
  [/pivotcachedefinition/, "pivot-cache"],
  [/slicercache|timelinecache/, null],
  [/slicer/, "slicer"],
  [/timeline/, "timeline"],
  [/vbaprojectsignature|vbadata/, null],
  [/vbaproject/, "macros"],
  [/threadedcomment/, "threaded-comment"],
  [/person/, null],
  [/comments/, "comment"],
  [/externallink/, "external-link"],
  [/connections/, "data-connection"],
  [/querytable|custom(xml|data)\/.*(mashup|power)/, "query"],
  [/model\+data|\/model\/|powerpivot/, "data-model"],
  [/^image\/|\/media\/|\.(png|jpe?g|gif|emf|wmf|tiff?|bmp|svg)$/, "image"],
  [/ctrlprops|activex|controlproperties/, "control"],
  [/oleobject|\/embeddings\//, "embedded-object"],
  [/richdata|richvalue|rdrich|rdarray|rdsupporting/, "rich-value"],
  [/tablesinglecells|xmlmaps/, "xml-map"],
  [/customxmlproperties|customxml\/itemprops/, null],
  [/customxml|customproperty/, "custom-xml"],
  [/custom-properties|docprops\/custom/, "custom-properties"],
  [/digital-signature|_xmlsignatures/, "signature"],
  [/webextension|taskpane/, "web-extension"],
  [/customui/, "ribbon"],
  [/revision|usernames/, "revision-history"],
  [/\.theme\+xml|\/theme\//, "theme"],
  [/printersettings/, null],
  [
    /worksheet\+xml|sheet\.main|macroenabled\.main|template\.main|sharedstrings|styles|calcchain|table\+xml/,
    null,
  ],
  [/sheetmetadata|volatiledependencies|relationships\+xml|\.rels$|core-properties|extended-properties/, null],
  [/vmldrawing|\.vml$|drawing/, null],
  [
    /\[content_types\]|docprops\/|\/worksheets\/|\/tables\/|\/workbook\.|metadata\.xml|\/workbook\d*\.xml/,
    null,
  ],
];

/** Parts of which each holds several of the thing, and by which element they are counted. */
const COUNTED: Readonly<Partial<Record<FeatureKind, string>>> = {
  comment: "comment",
  "threaded-comment": "threadedComment",
  slicer: "slicer",
  "data-connection": "connection",
};

/** What stands inside a sheet, by the element's name. */
const IN_SHEETS: readonly (readonly [string, FeatureKind])[] = [
  ["cfRule", "conditional-format"],
  ["dataValidation", "validation"],
  ["hyperlink", "hyperlink"],
  ["mergeCell", "merged-cells"],
  ["frozenPane", "frozen-panes"],
  ["pageSetup", "print-settings"],
  ["headerFooter", "header-footer"],
  ["brk", "page-breaks"],
  ["sheetProtection", "sheet-protection"],
  ["scenario", "scenario"],
  ["customSheetView", "custom-view"],
  ["sparkline", "sparkline"],
  ["autoFilter", "auto-filter"],
];

/** Bigger ones are not opened only to be counted. */
const MAX_COUNTED_BYTES = 20 * 1024 * 1024;

/** Everything of the package that its cells do not take along. `scans`: by sheet name. */
export function featuresOf(
  book: OpenPackage,
  index: WorkbookIndex,
  scans: ReadonlyMap<string, SheetScan>,
): readonly PackageFeature[] {
  const owners = ownersOf(book, index);
  const types = contentTypes(book);
  const found = new Map<
    string,
    { kind: FeatureKind; sheet: string | undefined; count: number; parts: string[] }
  >();
  const add = (kind: FeatureKind, count: number, sheet?: string, part?: string) => {
    if (count <= 0) return;
    const key = `${kind}|${sheet ?? ""}`;
    const known = found.get(key) ?? { kind, sheet, count: 0, parts: [] };
    known.count += count;
    if (part !== undefined) known.parts.push(part);
    found.set(key, known);
  };
  for (const part of book.names) {
    if (/[\\/]$/.test(part)) continue;
    const path = `/${part.replaceAll("\\", "/").toLowerCase()}`;
    const type = types.get(path) ?? types.get(path.slice(path.lastIndexOf(".") + 1)) ?? "";
    const entry =
      KINDS.find(([pattern]) => pattern.test(type)) ?? KINDS.find(([pattern]) => pattern.test(path));
    const kind = entry === undefined ? "other-part" : entry[1];
    const sheet = owners.get(part);
    if (kind !== null) add(kind, countIn(book, part, COUNTED[kind]), sheet, part);
    if (/drawing\+xml/.test(type) && !/vml/.test(type))
      add("shape", countIn(book, part, "sp", 0), sheet, part);
  }
  for (const [sheet, scan] of scans) addSheet(scan, (kind, count) => add(kind, count, sheet));
  const { text } = book.text(index.part);
  for (const child of index.children) {
    if (child.name === "workbookProtection") add("workbook-protection", 1);
    if (child.name === "customWorkbookViews") add("custom-view", [...childrenOf(text, child)].length);
    if (child.name === "fileSharing") add("shared-workbook", 1);
  }
  return [...found.values()].map(({ kind, count, sheet, parts }) => ({
    kind,
    count,
    parts,
    ...(sheet === undefined ? {} : { sheet }),
  }));
}

function addSheet(scan: SheetScan, add: (kind: FeatureKind, count: number) => void): void {
  for (const [element, kind] of IN_SHEETS) add(kind, scan.counts.get(element) ?? 0);
  add("outline", scan.outlinedRows);
  add("rich-text", scan.richCells);
  add("dynamic-array", scan.dynamicCells);
  add("what-if-table", scan.dataTables);
  add("cell-style", scan.styledCells);
}

/** How often an element stands in a part; `least` where it cannot be counted. */
function countIn(book: OpenPackage, part: string, element: string | undefined, least = 1): number {
  const entry = book.zip.byName.get(part);
  if (element === undefined || entry === undefined || entry.bytes > MAX_COUNTED_BYTES) return least;
  const found = book.text(part).text.match(new RegExp(`<(?:[\\w.-]+:)?${element}[\\s/>]`, "g"));
  return Math.max(least, found?.length ?? 0);
}

/** Content types by "/path" in lower case, and by ending. */
function contentTypes(book: OpenPackage): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  const part = book.find("[Content_Types].xml");
  if (part === undefined) return types;
  const { text, decode } = book.text(part);
  for (const { tag } of childrenOf(text, rootOf(text))) {
    const read = (name: string) => decode(attributeValue(text, tag, name) ?? "").toLowerCase();
    const key = read("PartName") || read("Extension");
    // The plain types say nothing of what a part is.
    if (key !== "" && !/^application\/(xml|octet-stream)$/.test(read("ContentType")))
      types.set(key, read("ContentType"));
  }
  return types;
}

/** Which sheet a part belongs to, through any number of links. Parts of the workbook belong to none. */
function ownersOf(book: OpenPackage, index: WorkbookIndex): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const sheetParts = new Set(index.sheets.map((sheet) => sheet.part));
  for (const sheet of index.sheets) {
    const open = sheet.part === undefined ? [] : [sheet.part];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      for (const { part: next } of linksOf(book, part)) {
        if (next === undefined || owners.has(next) || sheetParts.has(next) || next === index.part) continue;
        owners.set(next, sheet.name);
        open.push(next);
      }
    }
  }
  return owners;
}

/** A damaged list of links of a picture or chart costs no cell, so it is not what refuses the workbook. */
function linksOf(book: OpenPackage, part: string): readonly { readonly part: string | undefined }[] {
  try {
    return relationshipsOf(book, part).list;
  } catch (error) {
    if (error instanceof Malformed) return [];
    throw error;
  }
}
