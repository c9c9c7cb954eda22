// Small workbooks made by hand, part by part, and zips made by hand, field by field: what no library would write.

import { deflateSync, strToU8, zipSync } from "fflate";
import { crc32 } from "../../../../renderer/excel/package/crc32.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELS = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

export type Parts = Record<string, string>;

export interface BookShape {
  /** Sheet XML from `<dimension>` to the end, or only `<sheetData>`. */
  readonly sheet: string;
  /** Content of `<sst>`, with its counts; absent: no shared strings. */
  readonly strings?: string;
  readonly stringsTag?: string;
  /** After `</sheets>` in the workbook. */
  readonly afterSheets?: string;
  readonly workbookPr?: string;
  readonly calcChain?: boolean;
  readonly sheetRels?: string;
  readonly more?: Parts;
}

/** The parts of a workbook with the sheets `Data` and `Other`. */
export function bookParts(shape: BookShape): Parts {
  const rel = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${KIND}.${type}+xml"/>`;
  const chain = shape.calcChain === true;
  const parts: Parts = {
    "[Content_Types].xml": `${HEAD}<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("/xl/workbook.xml", "sheet.main")}${override("/xl/worksheets/sheet1.xml", "worksheet")}${override("/xl/worksheets/sheet2.xml", "worksheet")}${chain ? override("/xl/calcChain.xml", "calcChain") : ""}${shape.strings === undefined ? "" : override("/xl/sharedStrings.xml", "sharedStrings")}</Types>`,
    "_rels/.rels": `${HEAD}<Relationships xmlns="${RELS}">${rel("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${shape.workbookPr ?? "<workbookPr/>"}<sheets><sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="It's &amp; Other" sheetId="2" r:id="rId2"/></sheets>${shape.afterSheets ?? ""}</workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${RELS}">${rel("rId1", "worksheet", "worksheets/sheet1.xml")}${rel("rId2", "worksheet", "/xl/worksheets/sheet2.xml")}${chain ? rel("rId3", "calcChain", "calcChain.xml") : ""}${shape.strings === undefined ? "" : rel("rId4", "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    "xl/worksheets/sheet1.xml": `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${shape.sheet}</worksheet>`,
    "xl/worksheets/sheet2.xml": `${HEAD}<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`,
  };
  if (chain) parts["xl/calcChain.xml"] = `${HEAD}<calcChain xmlns="${MAIN}"><c r="A1" i="1"/></calcChain>`;
  if (shape.strings !== undefined)
    parts["xl/sharedStrings.xml"] =
      `${HEAD}<sst xmlns="${MAIN}"${shape.stringsTag ?? ""}>${shape.strings}</sst>`;
  if (shape.sheetRels !== undefined)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] =
      `${HEAD}<Relationships xmlns="${RELS}">${shape.sheetRels}</Relationships>`;
  return { ...parts, ...shape.more };
}

export function zipParts(parts: Parts): Uint8Array {
  const files = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(files), { mtime: new Date(2020, 1, 3) });
}

export function book(shape: BookShape): Uint8Array {
  return zipParts(bookParts(shape));
}

/** A workbook with just these rows in `Data`. */
export function rows(content: string, more: Omit<BookShape, "sheet"> = {}): Uint8Array {
  return book({ sheet: `<sheetData>${content}</sheetData>`, ...more });
}

export interface RawEntry {
  readonly name: string;
  readonly content: string;
  readonly stored?: boolean;
  /** Sizes and checksum after the data, as programs write that do not know them before. */
  readonly descriptor?: boolean;
  readonly localExtra?: readonly number[];
  readonly centralExtra?: readonly number[];
  readonly flags?: number;
  readonly comment?: string;
}

export interface RawZip {
  readonly prefix?: string;
  /** Offsets count from the file's start, prefix included (as self-extracting programs have it). */
  readonly prefixCounted?: boolean;
  readonly comment?: string;
  readonly suffix?: string;
  readonly zip64?: boolean;
}

const u16 = (value: number) => [value & 255, (value >>> 8) & 255];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
const u64 = (value: number) => [...u32(value), 0, 0, 0, 0];

/** A zip written field by field. */
export function rawZip(entries: readonly RawEntry[], shape: RawZip = {}): Uint8Array {
  const out: number[] = [];
  const base = shape.prefixCounted === true ? (shape.prefix ?? "").length : 0;
  const records: number[] = [];
  for (const entry of entries) {
    const content = strToU8(entry.content);
    const data = entry.stored === true ? content : deflateSync(content);
    const name = strToU8(entry.name);
    const sums = [...u32(crc32(content)), ...u32(data.length), ...u32(content.length)];
    const flags = (entry.flags ?? 0) | (entry.descriptor === true ? 8 : 0);
    const start = out.length + base;
    const head = [...u16(flags), ...u16(entry.stored === true ? 0 : 8), ...u16(0x6b2f), ...u16(0x5043)];
    const localExtra = entry.localExtra ?? [];
    const centralExtra =
      shape.zip64 === true
        ? [...u16(1), ...u16(24), ...u64(content.length), ...u64(data.length), ...u64(start)]
        : (entry.centralExtra ?? []);
    out.push(
      ...u32(0x04034b50),
      ...u16(20),
      ...head,
      ...(entry.descriptor === true ? [...u32(0), ...u32(0), ...u32(0)] : sums),
      ...u16(name.length),
      ...u16(localExtra.length),
      ...name,
      ...localExtra,
      ...data,
    );
    if (entry.descriptor === true) out.push(...u32(0x08074b50), ...sums);
    const comment = strToU8(entry.comment ?? "");
    const ones = [255, 255, 255, 255];
    const centralSums = shape.zip64 === true ? [...u32(crc32(content)), ...ones, ...ones] : sums;
    records.push(
      ...u32(0x02014b50),
      ...u16(0x031e),
      ...u16(20),
      ...head,
      ...centralSums,
      ...u16(name.length),
      ...u16(centralExtra.length),
      ...u16(comment.length),
      ...u16(0),
      ...u16(1),
      ...u32(0x81a40000),
      ...(shape.zip64 === true ? ones : u32(start)),
      ...name,
      ...centralExtra,
      ...comment,
    );
  }
  const directory = out.length + base;
  out.push(...records);
  if (shape.zip64 === true) {
    const end64 = out.length + base;
    out.push(
      ...u32(0x06064b50),
      ...u64(44),
      ...u16(45),
      ...u16(45),
      ...u32(0),
      ...u32(0),
      ...u64(entries.length),
      ...u64(entries.length),
      ...u64(records.length),
      ...u64(directory),
    );
    out.push(...u32(0x07064b50), ...u32(0), ...u64(end64), ...u32(1));
  }
  const comment = strToU8(shape.comment ?? "");
  out.push(
    ...u32(0x06054b50),
    ...u16(0),
    ...u16(0),
    ...u16(entries.length),
    ...u16(entries.length),
    ...u32(records.length),
    ...u32(directory),
    ...u16(comment.length),
    ...comment,
  );
  return Uint8Array.from([...strToU8(shape.prefix ?? ""), ...out, ...strToU8(shape.suffix ?? "")]);
}
