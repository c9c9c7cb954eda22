// Cuts a workbook package down to what an import needs: the cells. exceljs is then given a small, plain package
// and never meets what it is known to choke on (namespace prefixes, strict relationship types, sheets at
// unusual paths, shared formulas out of order, whole-sheet data validation, ISO dates, missing references), and
// dates arrive as serial numbers because there is no style that would turn them into something else.
//
// What must stay true: the result of every formula stays, 0, "" and FALSE included; a document type declaration
// (entities!) is refused, never expanded. Parts and relationships: ECMA-376 Part 2 (OPC) and Part 1, 12.3, 18.3.

import { strFromU8, strToU8, zipSync } from "fflate";
import { done, failed, type Result } from "../../plan/problem.ts";
import { serialOfIso } from "./cells.ts";
import { inflateParts, type PackageEntry } from "./packageLimits.ts";
import { MAX_CELLS } from "./readLimits.ts";
import { columnLetter } from "./sourceFile.ts";

export interface CellPackage {
  /** A workbook that holds nothing but cells, stored without compression. */
  readonly bytes: Uint8Array;
  /** Sheet names in tab order; hidden sheets included. Sheet i is `xl/worksheets/sheet{i+1}.xml`. */
  readonly sheetNames: readonly string[];
  /** True when the workbook counts dates from 1904. */
  readonly dates1904: boolean;
}

interface SheetPart {
  readonly name: string;
  readonly path: string;
}

/** The workbook part's path, or null when the package is no workbook. */
export function workbookPath(entries: readonly PackageEntry[]): string | null {
  const find = (path: RegExp) => entries.find((entry) => path.test(slashes(entry.name)))?.name;
  return find(/(^|\/)xl\/workbook\.xml$/i) ?? find(/(^|\/)workbook\d*\.xml$/i) ?? null;
}

/** Reads workbook, relationships, shared strings and sheets, and puts their cells into a plain package. */
export function reduceToCells(
  bytes: Uint8Array,
  entries: readonly PackageEntry[],
  path: string,
  fileName: string,
): Result<CellPackage> {
  // Part names are compared without case (OPC, 6.2.2); where two differ in nothing else the exact one is meant.
  const names = new Map(entries.map((entry) => [slashes(entry.name).toLowerCase(), entry.name]));
  for (const entry of entries) names.set(slashes(entry.name), entry.name);
  const folder = slashes(path).slice(0, slashes(path).lastIndexOf("/") + 1);
  const relationshipsName = `${folder}_rels/${path.slice(folder.length)}.rels`;
  const relationshipsPath =
    names.get(relationshipsName) ?? names.get(relationshipsName.toLowerCase()) ?? relationshipsName;
  const index = inflateParts(bytes, new Set([path, relationshipsPath]), fileName);
  if (!index.ok) return index;
  const workbook = xmlOf(index.value.get(path), fileName);
  if (!workbook.ok) return workbook;
  const relationships = xmlOf(index.value.get(relationshipsPath), fileName);
  if (!relationships.ok) return relationships;

  const partOf = (target: string): string | undefined => {
    const absolute = target.startsWith("/") ? target.slice(1) : normalPath(folder + slashes(target));
    return names.get(absolute) ?? names.get(absolute.toLowerCase());
  };
  const targets = new Map<string, string>();
  let strings: string | undefined;
  for (const element of elements(relationships.value, "Relationship")) {
    const target = partOf(attribute(element, "Target"));
    if (target === undefined) continue;
    const type = attribute(element, "Type");
    if (type.endsWith("/worksheet")) targets.set(attribute(element, "Id"), target);
    if (type.endsWith("/sharedStrings")) strings = target;
  }
  const sheets: SheetPart[] = elements(workbook.value, "sheet").flatMap((element) => {
    const target = targets.get(attribute(element, "id"));
    return target === undefined ? [] : [{ name: unescapeXml(attribute(element, "name")), path: target }];
  });
  const wanted = new Set(sheets.map((sheet) => sheet.path));
  if (strings !== undefined) wanted.add(strings);
  const parts = inflateParts(bytes, wanted, fileName);
  if (!parts.ok) return parts;

  const files: Record<string, Uint8Array> = {};
  for (const [at, sheet] of sheets.entries()) {
    const xml = xmlOf(parts.value.get(sheet.path), fileName);
    if (!xml.ok) return xml;
    const cells = cellsOnly(xml.value, fileName, sheet.name);
    if (!cells.ok) return cells;
    files[`xl/worksheets/sheet${at + 1}.xml`] = strToU8(cells.value);
  }
  if (strings !== undefined) {
    const xml = xmlOf(parts.value.get(strings), fileName);
    if (!xml.ok) return xml;
    files["xl/sharedStrings.xml"] = strToU8(plainStrings(xml.value, "si"));
  }
  Object.assign(files, frame(sheets.length, strings !== undefined));
  return done({
    bytes: zipSync(files, { level: 0 }),
    sheetNames: sheets.map((sheet) => sheet.name),
    dates1904: /<workbookPr[^>]*\bdate1904="(1|true)"/.test(workbook.value),
  });
}

/** Text of an XML part without namespace prefixes on its elements. */
function xmlOf(bytes: Uint8Array | undefined, fileName: string): Result<string> {
  if (bytes === undefined) {
    return failed("damaged-package", `${fileName} is damaged: a part its workbook needs is missing.`, {
      remedy: "Open the file in Excel and save it under a new name, then import that.",
      where: { file: fileName },
    });
  }
  const wide = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[1] === 0;
  let text = wide ? utf16Text(bytes) : strFromU8(bytes);
  if (/<!DOCTYPE|<!ENTITY/i.test(text.slice(0, 10_000))) {
    return failed("xml-entities", `${fileName} declares XML entities, which no spreadsheet program writes.`, {
      remedy: "Do not trust this file. If it opens in Excel, copy the cells into a new workbook.",
      where: { file: fileName },
    });
  }
  const prefix = /<([A-Za-z_][\w.-]*):(?:worksheet|workbook|sst|Relationships)\b/.exec(
    text.slice(0, 10_000),
  )?.[1];
  if (prefix !== undefined) text = text.replaceAll(`<${prefix}:`, "<").replaceAll(`</${prefix}:`, "</");
  return done(text);
}

function utf16Text(bytes: Uint8Array): string {
  const little = bytes[0] === 0xff || (bytes[0] !== 0xfe && bytes[1] === 0);
  const parts: string[] = [];
  for (let at = bytes[0] === 0xff || bytes[0] === 0xfe ? 2 : 0; at + 1 < bytes.length; at += 2) {
    const low = bytes[little ? at : at + 1] ?? 0;
    const high = bytes[little ? at + 1 : at] ?? 0;
    parts.push(String.fromCharCode(low | (high << 8)));
  }
  return parts.join("");
}

/** A worksheet part with its cells and nothing else. */
function cellsOnly(xml: string, fileName: string, sheet: string): Result<string> {
  const start = xml.indexOf("<sheetData");
  const end = xml.lastIndexOf("</sheetData>");
  const damaged = !/<\/worksheet>\s*$/.test(xml.slice(-200));
  if (damaged || (start >= 0 && end < 0 && !/<sheetData[^>]*\/>/.test(xml))) {
    return failed("damaged-package", `The sheet "${sheet}" of ${fileName} is damaged: it is cut short.`, {
      remedy: "Open the file in Excel and save it under a new name, then import that.",
      where: { file: fileName, sheet },
    });
  }
  let data = start < 0 || end < 0 ? "<sheetData/>" : xml.slice(start, end + "</sheetData>".length);
  data = data.replace(/<f\b[^>]*\/>|<f\b[^>]*>[^<]*<\/f>/g, "");
  if (data.includes('t="d"')) data = data.replace(/<c\b[^>]*\bt="d"[^>]*>\s*<v>[^<]*<\/v>/g, dateCell);
  const cells = data.split("<c ").length + data.split("<c>").length;
  if (cells > MAX_CELLS) {
    return failed(
      "too-many-cells",
      `The sheet "${sheet}" of ${fileName} has more cells than Catchment reads.`,
      {
        remedy: "Copy the rows and columns you need into a new workbook and import that.",
        where: { file: fileName, sheet },
      },
    );
  }
  if (/<c>|<c (?![^>]*\br=)|<row>|<row (?![^>]*\br=)/.test(data)) data = withReferences(data);
  if (data.includes("<is>")) data = plainStrings(data, "is");
  // Style numbers would point into a style part that is not there.
  data = data.replace(/(<(?:c|row)\b[^>]*?)\ss="\d*"/g, "$1");
  const namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  return done(`<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${namespace}">${data}</worksheet>`);
}

/** Rich texts as plain ones: the runs joined, phonetic hints left out (ECMA-376 Part 1, 18.4.4, 18.4.6). */
function plainStrings(xml: string, element: "si" | "is"): string {
  const item = new RegExp(`<${element}(?:\\s[^>]*[^/>])?>([\\s\\S]*?)</${element}>`, "g");
  return xml.replace(item, (all, content: string) => {
    if (!content.includes("<r")) return all;
    const runs = content.replace(/<rPh\b[\s\S]*?<\/rPh>/g, "").match(/<t\b[^>]*>[^<]*(?=<\/t>)/g) ?? [];
    const text = runs.map((run) => run.slice(run.indexOf(">") + 1)).join("");
    return `<${element}><t xml:space="preserve">${text}</t></${element}>`;
  });
}

/** `<c r="A1" t="d"><v>2024-01-01T12:00:00` becomes a plain number cell: the serial of the date or the part of a day. */
function dateCell(cell: string): string {
  const text = /<v>([^<]*)<\/v>/.exec(cell)?.[1] ?? "";
  const time = /(?:^|T)(\d+):(\d+)(?::([\d.]+))?/.exec(text);
  const seconds = Number(time?.[1] ?? 0) * 3600 + Number(time?.[2] ?? 0) * 60 + Number(time?.[3] ?? 0);
  const days = /^\d{4}-\d{2}-\d{2}/.test(text) ? serialOfIso(text) : time === null ? Number.NaN : 0;
  const serial = days + seconds / 86_400;
  if (!Number.isFinite(serial)) return cell.replace('t="d"', 't="str"');
  return cell.replace(/\s?\bt="d"/, "").replace(/<v>[^<]*<\/v>/, `<v>${serial}</v>`);
}

/** Rows and cells may leave out where they are: then they follow the one before (ECMA-376 Part 1, 18.3.1.4, 18.3.1.73). */
function withReferences(data: string): string {
  let row = 0;
  let column = 0;
  return data.replace(/<(row|c)\b([^>]*)>/g, (_all, element: string, rest: string) => {
    const reference = /\br="([A-Z]*)(\d+)"/.exec(rest);
    if (element === "row") {
      row = reference === null ? row + 1 : Number(reference[2]);
      column = 0;
      return reference === null ? `<row r="${row}"${rest}>` : `<row${rest}>`;
    }
    if (reference !== null) column = columnNumber(reference[1] ?? "") - 1;
    const place = `${columnLetter(column)}${row}`;
    column += 1;
    return reference === null ? `<c r="${place}"${rest}>` : `<c${rest}>`;
  });
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function frame(sheetCount: number, hasStrings: boolean): Record<string, Uint8Array> {
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packageUri = "http://schemas.openxmlformats.org/package/2006";
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const numbers = Array.from({ length: sheetCount }, (_, at) => at + 1);
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const xml = {
    "[Content_Types].xml": `${head}<Types xmlns="${packageUri}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/></Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="${packageUri}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    // Numbered names: the real ones may hold anything, and the reader puts them back by position.
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr/><sheets>${numbers.map((at) => `<sheet name="${at}" sheetId="${at}" r:id="rId${at}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${packageUri}/relationships">${numbers.map((at) => `<Relationship Id="rId${at}" Type="${office}/worksheet" Target="worksheets/sheet${at}.xml"/>`).join("")}${hasStrings ? `<Relationship Id="rIdStrings" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>` : ""}</Relationships>`,
  };
  return Object.fromEntries(Object.entries(xml).map(([name, text]) => [name, strToU8(text)]));
}

function elements(xml: string, name: string): readonly string[] {
  return xml.match(new RegExp(`<${name}\\s[^>]*>`, "g")) ?? [];
}

/** An attribute's text whatever its prefix (`r:id`, `d3p1:id`) and quotes; "" when it is not there. */
function attribute(element: string, name: string): string {
  const found = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(element);
  return found?.[1] ?? found?.[2] ?? "";
}

/** Some writers put backslashes into part names, which OPC forbids and Excel accepts. */
function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}

function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function unescapeXml(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (all, name: string) => {
    if (name.startsWith("#x")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
    return named[name] ?? all;
  });
}
