// A judge of workbooks as strict as Excel in what Excel calls damage: order of elements, unique ids and names, ranges within
// the sheet, table columns that equal their headings, counts that are right, relationships that lead somewhere. It reads the
// parts with regular expressions, because it only judges what our own writer makes.
// Source: ECMA-376 Part 1, 18 (SpreadsheetML), Annex A (schemas).

import { strFromU8, unzipSync } from "fflate";
import { unescapeString, unescapeXml } from "./readXlsxBack.ts";

/** Children of a worksheet in their order (CT_Worksheet). */
const WORKSHEET_ORDER =
  "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst".split(
    " ",
  );
const TABLE_ORDER = "autoFilter sortState tableColumns tableStyleInfo extLst".split(" ");
const WORKBOOK_ORDER =
  "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr".split(
    " ",
  );
const STYLES_ORDER =
  "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split(" ");

type Parts = Readonly<Record<string, string>>;

/** Names of the direct children of the root element, in their order. */
function children(xml: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [, closing, name = "", , empty] of xml.matchAll(
    /<(\/?)([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>/g,
  )) {
    if (closing === "/") depth -= 1;
    else {
      if (depth === 1) names.push(name);
      if (empty !== "/") depth += 1;
    }
  }
  return names;
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** `B2:D9` or `B2`, $ signs allowed; null when it is no such range or leaves the sheet. */
function box(ref: string): Box | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$/.exec(ref);
  if (match === null) return null;
  const [, left = "", top = "", right = left, bottom = top] = match;
  const found = {
    left: columnNumber(left),
    top: Number(top),
    right: columnNumber(right),
    bottom: Number(bottom),
  };
  const isInside = found.left >= 1 && found.top >= 1 && found.right <= 16_384 && found.bottom <= 1_048_576;
  return isInside && found.left <= found.right && found.top <= found.bottom ? found : null;
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}

/** Everything that Excel would want to repair, as sentences; empty when there is nothing. */
export function workbookFaults(bytes: Uint8Array): string[] {
  const parts: Parts = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]),
  );
  const faults: string[] = [];
  const blame = (part: string, what: string) => faults.push(`${part}: ${what}`);
  judgePackage(parts, blame);
  judgeOrder(parts, "xl/workbook.xml", WORKBOOK_ORDER, blame);
  judgeOrder(parts, "xl/styles.xml", STYLES_ORDER, blame);
  const styles = judgeStyles(parts, blame);
  const strings = judgeStrings(parts, blame);
  judgeNames(parts, blame);
  const shapeIds = new Set<string>();
  for (const path of Object.keys(parts).filter((each) => /^xl\/worksheets\/sheet\d+\.xml$/.test(each)))
    judgeSheet(parts, path, { ...styles, strings, shapeIds }, blame);
  judgeTables(parts, blame);
  return faults;
}

type Blame = (part: string, what: string) => void;

/** The parts that a part's relationships lead to: id -> path. */
function targets(parts: Parts, path: string): Map<string, { readonly path: string; readonly type: string }> {
  const slash = path.lastIndexOf("/");
  const folder = path.slice(0, slash + 1);
  const rels = parts[`${folder}_rels/${path.slice(slash + 1)}.rels`] ?? "";
  return new Map(
    [...rels.matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => [
      attribute(tag, "Id") ?? "",
      {
        path: new URL(attribute(tag, "Target") ?? "", `file:///${folder}`).pathname.slice(1),
        type: (attribute(tag, "Type") ?? "").replace(/.*\//, ""),
      },
    ]),
  );
}

function judgePackage(parts: Parts, blame: Blame): void {
  const types = parts["[Content_Types].xml"] ?? "";
  const overrides = [...types.matchAll(/PartName="\/([^"]*)"/g)].map(([, part = ""]) => part);
  const defaults = new Set([...types.matchAll(/Extension="([^"]*)"/g)].map(([, extension]) => extension));
  if (new Set(overrides).size !== overrides.length) blame("[Content_Types].xml", "a part is declared twice");
  for (const part of overrides) if (parts[part] === undefined) blame("[Content_Types].xml", `no ${part}`);
  const reached = new Set<string>();
  for (const [path, xml] of Object.entries(parts)) {
    if (!path.endsWith(".rels")) {
      const extension = path.replace(/.*\./, "");
      const isXml = extension === "xml" && path !== "[Content_Types].xml";
      if (isXml && !overrides.includes(path)) blame(path, "has no content type of its own");
      if (!defaults.has(extension)) blame(path, `the extension ${extension} has no content type`);
      continue;
    }
    const folder = path.replace(/_rels\/[^/]*$/, "");
    const ids = [...xml.matchAll(/\sId="([^"]*)"/g)].map(([, id]) => id);
    if (new Set(ids).size !== ids.length) blame(path, "an id stands twice");
    for (const [, target = ""] of xml.matchAll(/Target="([^"]*)"/g)) {
      const full = new URL(target, `file:///${folder}`).pathname.slice(1);
      reached.add(full);
      if (parts[full] === undefined) blame(path, `leads to ${full}, which is not there`);
    }
  }
  for (const path of Object.keys(parts))
    if (!path.endsWith(".rels") && path !== "[Content_Types].xml" && !reached.has(path))
      blame(path, "no relationship leads to it");
}

function judgeOrder(parts: Parts, path: string, order: readonly string[], blame: Blame): void {
  let last = -1;
  const seen = new Set<string>();
  for (const name of children(parts[path] ?? "")) {
    const at = order.indexOf(name);
    if (at < 0) blame(path, `an element ${name} does not belong here`);
    if (at < last) blame(path, `${name} stands after ${order[last]}`);
    if (seen.has(name) && name !== "conditionalFormatting") blame(path, `${name} stands twice`);
    seen.add(name);
    last = Math.max(last, at);
  }
}

function judgeStyles(parts: Parts, blame: Blame): { cellFormats: number; differences: number } {
  const path = "xl/styles.xml";
  const xml = parts[path] ?? "";
  const count = (list: string, item: string): number => {
    const [all = "", inside = ""] =
      new RegExp(`<${list} count="\\d+">([\\s\\S]*?)</${list}>`).exec(xml) ?? [];
    const stated = Number(attribute(all, "count") ?? 0);
    const found = [...inside.matchAll(new RegExp(`<${item}[ >/]`, "g"))].length;
    if (stated !== found) blame(path, `${list} says ${stated} and has ${found}`);
    return found;
  };
  const fonts = count("fonts", "font");
  const fills = count("fills", "fill");
  const borders = count("borders", "border");
  const cellFormats = count("cellXfs", "xf");
  const differences = count("dxfs", "dxf");
  const own = new Set([...xml.matchAll(/<numFmt numFmtId="(\d+)"/g)].map(([, id]) => Number(id)));
  for (const [tag] of xml.matchAll(/<xf [^>]*>/g)) {
    if (Number(attribute(tag, "fontId")) >= fonts) blame(path, `no font for ${tag}`);
    if (Number(attribute(tag, "fillId")) >= fills) blame(path, `no fill for ${tag}`);
    if (Number(attribute(tag, "borderId")) >= borders) blame(path, `no border for ${tag}`);
    const format = Number(attribute(tag, "numFmtId"));
    if (format >= 164 && !own.has(format)) blame(path, `no number format for ${tag}`);
  }
  return { cellFormats, differences };
}

function judgeStrings(parts: Parts, blame: Blame): readonly string[] {
  const path = "xl/sharedStrings.xml";
  const xml = parts[path] ?? "";
  const items = [...xml.matchAll(/<si><t(?:\s[^>]*)?>([\s\S]*?)<\/t><\/si>/g)].map(([, text = ""]) =>
    unescapeString(text),
  );
  const [head = ""] = /<sst [^>]*>/.exec(xml) ?? [];
  const uses = Object.entries(parts)
    .filter(([each]) => each.startsWith("xl/worksheets/sheet"))
    .reduce((sum, [, sheet]) => sum + [...sheet.matchAll(/<c [^>]*t="s"/g)].length, 0);
  if (Number(attribute(head, "uniqueCount")) !== items.length)
    blame(path, `uniqueCount is not ${items.length}`);
  if (Number(attribute(head, "count")) !== uses) blame(path, `count is not ${uses}`);
  if (new Set(items).size !== items.length) blame(path, "a text stands twice");
  for (const text of items) if (text.length > 32_767) blame(path, "a text is too long");
  return items;
}

const NAME = /^[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*$/u;
const LOOKS_LIKE_CELL = /^([A-Z]{1,3}\d+|R\d*C\d*|R|C)$/i;

function judgeNames(parts: Parts, blame: Blame): void {
  const path = "xl/workbook.xml";
  const xml = parts[path] ?? "";
  const sheets = [...xml.matchAll(/<sheet\s[^>]*>/g)].map(([tag]) => tag);
  const names = sheets.map((tag) => unescapeString(attribute(tag, "name") ?? "").toLowerCase());
  if (new Set(names).size !== names.length) blame(path, "two sheets of one name");
  for (const name of names)
    if (name === "" || name.length > 31 || /[\\/?*[\]:]|^'|'$/.test(name))
      blame(path, `the sheet name ${name}`);
  if (new Set(sheets.map((tag) => attribute(tag, "sheetId"))).size !== sheets.length)
    blame(path, "a sheetId stands twice");
  if (!sheets.some((tag) => attribute(tag, "state") === null)) blame(path, "no visible sheet");
  const taken = new Set<string>();
  const tables = Object.entries(parts).filter(([each]) => each.startsWith("xl/tables/"));
  for (const [each, table] of tables) {
    const name = unescapeString(attribute(/<table [^>]*>/.exec(table)?.[0] ?? "", "displayName") ?? "");
    if (taken.has(name.toLowerCase())) blame(each, `the name ${name} is taken`);
    if (!NAME.test(name) || LOOKS_LIKE_CELL.test(name) || name.length > 255) blame(each, `the name ${name}`);
    taken.add(name.toLowerCase());
  }
  for (const [, attributes = "", refersTo = ""] of xml.matchAll(
    /<definedName\s([^>]*)>([\s\S]*?)<\/definedName>/g,
  )) {
    const tag = ` ${attributes}`;
    const name = unescapeString(attribute(tag, "name") ?? "");
    const scope = attribute(tag, "localSheetId");
    const key = scope === null ? name.toLowerCase() : `${scope} ${name.toLowerCase()}`;
    if (taken.has(key)) blame(path, `the name ${name} stands twice`);
    taken.add(key);
    if (!name.startsWith("_xlnm.") && (!NAME.test(name) || LOOKS_LIKE_CELL.test(name)))
      blame(path, `the name ${name}`);
    if (scope !== null && Number(scope) >= sheets.length) blame(path, `the scope of ${name}`);
    if ((attribute(tag, "comment") ?? "").length > 400) blame(path, `the comment of ${name} is too long`);
    const sheet = unescapeXml(refersTo)
      .replace(/^'|'![^!]*$/g, "")
      .replaceAll("''", "'");
    if (!names.includes(sheet.toLowerCase())) blame(path, `${name} refers to ${refersTo}`);
  }
}

interface SheetKnowledge {
  readonly cellFormats: number;
  readonly differences: number;
  readonly strings: readonly string[];
  readonly shapeIds: Set<string>;
}

function judgeSheet(parts: Parts, path: string, known: SheetKnowledge, blame: Blame): void {
  const xml = parts[path] ?? "";
  judgeOrder(parts, path, WORKSHEET_ORDER, blame);
  judgeCells(xml, path, known, blame);
  const related = targets(parts, path);
  const priorities = [...xml.matchAll(/<cfRule [^>]*>/g)].map(([tag]) => {
    if (Number(attribute(tag, "dxfId")) >= known.differences) blame(path, `no look for ${tag}`);
    return attribute(tag, "priority");
  });
  if (new Set(priorities).size !== priorities.length) blame(path, "a priority stands twice");
  for (const [, ref = ""] of xml.matchAll(/<conditionalFormatting sqref="([^"]*)"/g))
    if (box(ref) === null) blame(path, `a conditional format of ${ref}`);
  judgeValidations(parts, path, blame);
  for (const [, id = ""] of xml.matchAll(/<(?:tablePart|legacyDrawing) r:id="([^"]*)"/g))
    if (!related.has(id)) blame(path, `no relationship ${id}`);
  for (const { type, path: target } of related.values()) {
    if (type === "table" && !xml.includes("<tablePart ")) blame(path, `${target} is not named`);
    if (type === "vmlDrawing" && !xml.includes("<legacyDrawing ")) blame(path, `${target} is not named`);
  }
  judgeNotes(parts, path, known, blame);
  for (const [, inside = ""] of xml.matchAll(/<odd(?:Header|Footer)>([^<]*)</g))
    if (unescapeXml(inside).length > 255) blame(path, "a header or footer is too long");
}

function judgeCells(xml: string, path: string, known: SheetKnowledge, blame: Blame): void {
  const dimension = box(attribute(/<dimension [^>]*>/.exec(xml)?.[0] ?? "", "ref") ?? "");
  let lastRow = 0;
  for (const [, attributes = "", inside = ""] of xml.matchAll(/<row\s([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)) {
    const row = Number(attribute(` ${attributes}`, "r"));
    if (row <= lastRow) blame(path, `row ${row} after row ${lastRow}`);
    lastRow = row;
    let lastColumn = 0;
    for (const [, cell = "", content = ""] of inside.matchAll(/<c\s([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const tag = ` ${cell}`;
      const ref = attribute(tag, "r") ?? "";
      const place = box(ref);
      if (place === null || place.top !== row || place.left <= lastColumn) blame(path, `the cell ${ref}`);
      if (place !== null && dimension !== null && !isWithin(place, dimension))
        blame(path, `${ref} outside the dimension`);
      lastColumn = place?.left ?? lastColumn;
      if (Number(attribute(tag, "s") ?? 0) >= known.cellFormats) blame(path, `no format for ${ref}`);
      const value = /<v[^>]*>([\s\S]*?)<\/v>/.exec(content)?.[1];
      const type = attribute(tag, "t") ?? "n";
      if (content.includes("<f") && value === undefined) blame(path, `${ref} has no cached value`);
      if (type === "s" && known.strings[Number(value)] === undefined) blame(path, `no text for ${ref}`);
      if (type === "n" && value !== undefined && !Number.isFinite(Number(value || "x")))
        blame(path, `${ref} holds ${value}`);
      if (type === "b" && value !== "0" && value !== "1") blame(path, `${ref} holds ${value}`);
      const formula = /<f[^>]*>([\s\S]*?)<\/f>/.exec(content)?.[1];
      if (formula !== undefined && unescapeXml(formula).length > 8_192) blame(path, `the formula in ${ref}`);
      if (formula?.startsWith("=")) blame(path, `the formula in ${ref} begins with =`);
    }
  }
}

function judgeValidations(parts: Parts, path: string, blame: Blame): void {
  const xml = parts[path] ?? "";
  const found = [...xml.matchAll(/<dataValidation (?:[^>"]|"[^"]*")*>([\s\S]*?)<\/dataValidation>/g)];
  const stated = /<dataValidations count="(\d+)"/.exec(xml)?.[1];
  if (Number(stated ?? 0) !== found.length) blame(path, `dataValidations says ${stated}`);
  const sheets = [...(parts["xl/workbook.xml"] ?? "").matchAll(/<sheet\s[^>]*name="([^"]*)"/g)].map(
    ([, name = ""]) => unescapeString(name),
  );
  for (const [all, inside = ""] of found) {
    const first = unescapeXml(/<formula1>([\s\S]*?)<\/formula1>/.exec(inside)?.[1] ?? "");
    if (box(attribute(all, "sqref") ?? "") === null) blame(path, `a validation of ${all}`);
    if (first === "") blame(path, `a validation without a formula: ${all}`);
    if (first.startsWith('"') && first.length > 257) blame(path, `a list of ${first.length} characters`);
    const quoted = /^'((?:[^']|'')*)'!(.*)$/.exec(first);
    if (quoted !== null) {
      if (!sheets.includes((quoted[1] ?? "").replaceAll("''", "'"))) blame(path, `no sheet for ${first}`);
      if (box(quoted[2] ?? "") === null) blame(path, `no range in ${first}`);
    }
    if (unescapeString(attribute(all, "error") ?? "").length > 255) blame(path, "a message is too long");
    if (unescapeString(attribute(all, "errorTitle") ?? "").length > 32) blame(path, "a title is too long");
  }
}

function judgeNotes(parts: Parts, path: string, known: SheetKnowledge, blame: Blame): void {
  const related = [...targets(parts, path).values()];
  const comments = related.find(({ type }) => type === "comments")?.path;
  const drawing = related.find(({ type }) => type === "vmlDrawing")?.path;
  if (comments === undefined && drawing === undefined) return;
  const refs = [...(parts[comments ?? ""] ?? "").matchAll(/<comment ref="([^"]*)"/g)].map(([, ref]) => ref);
  const shapes = [...(parts[drawing ?? ""] ?? "").matchAll(/<v:shape id="([^"]*)"[\s\S]*?<\/v:shape>/g)];
  if (refs.length === 0) blame(path, "notes without a note");
  if (new Set(refs).size !== refs.length) blame(comments ?? "", "two notes on one cell");
  const boxes = shapes.map(([shape, id = ""]) => {
    if (known.shapeIds.has(id)) blame(drawing ?? "", `the shape ${id} stands twice`);
    known.shapeIds.add(id);
    const row = Number(/<x:Row>(\d+)/.exec(shape)?.[1]);
    const column = Number(/<x:Column>(\d+)/.exec(shape)?.[1]);
    return `${column + 1},${row + 1}`;
  });
  const cells = refs.map((ref = "") => {
    const place = box(ref);
    return place === null ? "" : `${place.left},${place.top}`;
  });
  if (boxes.join(" ") !== cells.join(" "))
    blame(drawing ?? path, "boxes and notes are not of the same cells");
}

function judgeTables(parts: Parts, blame: Blame): void {
  const ids = new Set<string>();
  const strings = [
    ...(parts["xl/sharedStrings.xml"] ?? "").matchAll(/<si><t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g),
  ].map(([, text = ""]) => unescapeString(text));
  for (const sheet of Object.keys(parts).filter((each) => /^xl\/worksheets\/sheet\d+\.xml$/.test(each)))
    for (const { type, path } of targets(parts, sheet).values()) {
      if (type !== "table") continue;
      const xml = parts[path] ?? "";
      const [tag = ""] = /<table [^>]*>/.exec(xml) ?? [];
      judgeOrder(parts, path, TABLE_ORDER, blame);
      const id = attribute(tag, "id") ?? "";
      if (ids.has(id)) blame(path, `the id ${id} stands twice`);
      ids.add(id);
      const place = box(attribute(tag, "ref") ?? "");
      if (place === null) {
        blame(path, "its range");
        continue;
      }
      const totals = Number(attribute(tag, "totalsRowCount") ?? 0);
      if (place.bottom - place.top - totals < 1) blame(path, "no row of data");
      const filter = /<autoFilter ref="([^"]*)"/.exec(xml)?.[1];
      const filtered = filter === undefined ? null : box(filter);
      if (filtered !== null && (filtered.bottom !== place.bottom - totals || filtered.right !== place.right))
        blame(path, "its filter covers other rows than its data");
      judgeColumns(parts, { sheet, path, place, totals, strings }, blame);
    }
}

function judgeColumns(
  parts: Parts,
  {
    sheet,
    path,
    place,
    totals,
    strings,
  }: {
    readonly sheet: string;
    readonly path: string;
    readonly place: Box;
    readonly totals: number;
    readonly strings: readonly string[];
  },
  blame: Blame,
): void {
  const xml = parts[path] ?? "";
  const columns = [...xml.matchAll(/<tableColumn (?:[^>"]|"[^"]*")*>/g)].map(([tag]) => tag);
  if (Number(/<tableColumns count="(\d+)"/.exec(xml)?.[1]) !== columns.length)
    blame(path, "its column count");
  if (columns.length !== place.right - place.left + 1) blame(path, "its width is not its columns'");
  const names = columns.map((tag) => unescapeString(attribute(tag, "name") ?? ""));
  if (new Set(names.map((name) => name.toLowerCase())).size !== names.length)
    blame(path, "two columns of one name");
  if (new Set(columns.map((tag) => attribute(tag, "id"))).size !== columns.length)
    blame(path, "two columns of one id");
  const rows = parts[sheet] ?? "";
  const rowText = (row: number) =>
    new RegExp(`<row r="${row}"[^>]*>([\\s\\S]*?)</row>`).exec(rows)?.[1] ?? "";
  const headings = [...rowText(place.top).matchAll(/<c [^>]*t="s"[^>]*><v>(\d+)</g)].map(
    ([, index]) => strings[Number(index)],
  );
  if (JSON.stringify(headings) !== JSON.stringify(names)) blame(path, "its columns are not its headings");
  const totalCells = [...rowText(place.bottom).matchAll(/<c ([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)];
  columns.forEach((tag, index) => {
    const content = totals === 0 ? "" : (totalCells[index]?.[2] ?? "");
    const isSum = attribute(tag, "totalsRowFunction") === "sum";
    if (isSum && totals === 0) blame(path, `${names[index]} is summed without a row of totals`);
    if (totals > 0 && isSum !== content.includes("SUBTOTAL(109,"))
      blame(path, `the total of ${names[index]} is not what its column says`);
  });
}
