// Bytes to an open workbook, or what the bytes are instead, in the same sentences as reading a file gives.

import { done, type Result } from "../../plan/problem.ts";
import { notAWorkbook, refuse } from "../read/fileKind.ts";
import { guarded, OpenPackage } from "./openPackage.ts";
import { indexWorkbook, type WorkbookIndex } from "./workbookIndex.ts";
import { readZip } from "./zipRead.ts";

export interface OpenedWorkbook {
  readonly book: OpenPackage;
  readonly index: WorkbookIndex;
}

/** An .xlsx, .xlsm, .xltx or .xltm; anything else is named as what it is. */
export function openWorkbook(bytes: Uint8Array, fileName: string): Result<OpenedWorkbook> {
  const refusal = refuse(bytes, fileName);
  if (refusal !== null) return { ok: false, problem: refusal };
  const zip = readZip(bytes, fileName);
  if (!zip.ok && bytes[0] !== 0x50) return { ok: false, problem: notAWorkbook(bytes, fileName) };
  if (!zip.ok) return zip;
  return guarded(fileName, () => {
    const book = new OpenPackage(zip.value);
    return done({ book, index: indexWorkbook(book) });
  });
}
