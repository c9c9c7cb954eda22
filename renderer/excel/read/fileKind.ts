// What bytes are, when they are not what is wanted: one sentence that names the thing and one that says what to do. Apart
// from the readers, because importing a file, patching one and checking one must all say the same.

import type { Problem } from "../../plan/problem.ts";
import { decodeText } from "./decodeText.ts";
import type { PackageEntry } from "./packageLimits.ts";
import { MAX_FILE_BYTES } from "./readLimits.ts";

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

/** Whether the bytes begin as a zip package does. */
export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP) || startsWith(bytes, EMPTY_ZIP);
}

const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document" },
  { bytes: [0x1f, 0x8b], what: "a gzip archive" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: "a 7-Zip archive" },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: "a RAR archive" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a picture" },
  { bytes: [0xff, 0xd8, 0xff], what: "a picture" },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: "a rich text document" },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: "a database" },
];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Why the file is refused whatever was expected of it: empty, too big, encrypted, of a known other kind; or null. */
export function refuse(bytes: Uint8Array, fileName: string): Problem | null {
  const where = { file: fileName };
  const made = (code: string, message: string, remedy: string): Problem => ({
    code,
    severity: "error",
    message,
    remedy,
    where,
  });
  if (bytes.length === 0)
    return made("empty-file", `${fileName} is empty: it has no bytes.`, "Download or copy the file again.");
  if (bytes.length > MAX_FILE_BYTES)
    return made(
      "file-too-big",
      `${fileName} is ${Math.round(bytes.length / (1024 * 1024))} MB; Catchment reads files up to ${MAX_FILE_BYTES / (1024 * 1024)} MB.`,
      "Keep the rows and columns you need and save them as a file of their own.",
    );
  if (startsWith(bytes, COMPOUND)) return compoundProblem(bytes, fileName);
  const other = SIGNATURES.find((signature) => startsWith(bytes, signature.bytes));
  if (other !== undefined)
    return made(
      "other-file-type",
      `${fileName} is ${other.what}, not a table.`,
      "Choose a CSV file or an Excel workbook (.xlsx).",
    );
  return null;
}

/**
 * A compound file ([MS-CFB]) is an old .xls or an encrypted workbook ([MS-OFFCRYPTO] 2.3.2: a stream named
 * EncryptedPackage). Stream names stand in the directory as UTF-16, so looking for those bytes tells them apart.
 */
function compoundProblem(bytes: Uint8Array, fileName: string): Problem {
  const where = { file: fileName };
  if (holdsUtf16(bytes, "EncryptedPackage")) {
    return {
      code: "password-protected",
      severity: "error",
      message: `${fileName} is protected by a password.`,
      remedy:
        "Open it in Excel with its password, remove the password (File, Info, Protect Workbook), and save it.",
      where,
    };
  }
  return {
    code: "old-excel-file",
    severity: "error",
    message: `${fileName} is an old Excel file (.xls) or another old Office document, which Catchment does not read.`,
    remedy: "Open it in Excel and save it as Excel Workbook (.xlsx).",
    where,
  };
}

function holdsUtf16(bytes: Uint8Array, text: string): boolean {
  const wanted = [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const last = bytes.length - wanted.length;
  for (let at = 0; at <= last; at += 1) {
    if (bytes[at] === wanted[0] && wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

/** What a text is that is no table, or null: a web page, an XML file. */
export function refuseText(bytes: Uint8Array, fileName: string): Problem | null {
  const start = decodeText(bytes.subarray(0, 2_000)).text.trimStart();
  const where = { file: fileName };
  if (/^(<!doctype html|<html|<table|<head|<meta|<!--|<body)/i.test(start) || isWebArchive(start)) {
    return {
      code: "html-file",
      severity: "error",
      message: `${fileName} is a web page saved under another name.`,
      remedy: "Open it in Excel and save it as Excel Workbook (.xlsx), or download the data file itself.",
      where,
    };
  }
  if (/^<\?xml|^<workbook/i.test(start)) {
    return {
      code: "xml-file",
      severity: "error",
      message: `${fileName} is an XML file (perhaps an Excel 2003 XML spreadsheet).`,
      remedy: "Open it in Excel and save it as Excel Workbook (.xlsx).",
      where,
    };
  }
  return null;
}

/** A web page with everything in one file, as Excel saves one under .mht. */
function isWebArchive(start: string): boolean {
  return /^(mime-version|from:|content-type: multipart)/i.test(start) && /multipart\/related/i.test(start);
}

/** What a file is that should have been a workbook and is no zip package. */
export function notAWorkbook(bytes: Uint8Array, fileName: string): Problem {
  return (
    refuseText(bytes, fileName) ?? {
      code: "not-a-workbook",
      severity: "error",
      message: `${fileName} is not an Excel workbook.`,
      remedy:
        "Choose an Excel workbook (.xlsx or .xlsm); a table in another format, such as CSV, can be saved as one in Excel.",
      where: { file: fileName },
    }
  );
}

/** Some writers put backslashes into part names, which OPC forbids and Excel accepts. */
function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}

/** The workbook part's path, or null when the package is no workbook. */
export function workbookPath(entries: readonly PackageEntry[]): string | null {
  const find = (path: RegExp) => entries.find((entry) => path.test(slashes(entry.name)))?.name;
  return find(/(^|\/)xl\/workbook\.xml$/i) ?? find(/(^|\/)workbook\d*\.xml$/i) ?? null;
}

/** What a package without a workbook is. */
export function otherPackage(entries: readonly PackageEntry[], fileName: string): Problem {
  const names = entries.map((entry) => entry.name);
  const has = (test: RegExp) => names.some((name) => test.test(name));
  const where = { file: fileName };
  const made = (code: string, message: string, remedy: string): Problem => ({
    code,
    severity: "error",
    message,
    remedy,
    where,
  });
  if (has(/xl\/workbook\.bin$/i))
    return made(
      "xlsb-workbook",
      `${fileName} is an Excel binary workbook (.xlsb), which Catchment does not read.`,
      "Open it in Excel and save it as Excel Workbook (.xlsx).",
    );
  if (has(/^Index\/.*\.iwa$|^Index\.zip$/i))
    return made(
      "numbers-file",
      `${fileName} is an Apple Numbers document, which Catchment does not read.`,
      "Open it in Numbers and export it to Excel (File, Export To, Excel).",
    );
  if (names.includes("mimetype") && names.includes("content.xml"))
    return made(
      "ods-file",
      `${fileName} is an OpenDocument file (.ods), which Catchment does not read.`,
      "Open it and save it as Excel Workbook (.xlsx) or CSV.",
    );
  if (has(/(^|[\\/])worksheets[\\/]/i))
    return made(
      "damaged-package",
      `${fileName} is damaged: the part that lists its sheets is missing.`,
      "Download or copy the file again; if it opens in Excel, save it there under a new name.",
    );
  if (has(/^word\//i) || has(/^ppt\//i))
    return made(
      "other-office-file",
      `${fileName} is a Word or PowerPoint document, not a workbook.`,
      "Copy its table into a workbook and import that.",
    );
  if (has(/\.(csv|xlsx|xlsm)$/i))
    return made(
      "zip-archive",
      `${fileName} is a zip archive that holds other files (${names.slice(0, 3).join(", ")}).`,
      "Unpack it first and import the file inside.",
    );
  return made(
    "not-a-workbook",
    `${fileName} is a zip file without a workbook in it.`,
    "Choose a CSV file or an Excel workbook (.xlsx).",
  );
}
