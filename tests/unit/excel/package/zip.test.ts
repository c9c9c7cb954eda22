// The zip around the parts: what is not changed keeps its bytes, header, extra fields, date and place.

import { strToU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readZip, type ZipPackage } from "../../../../renderer/excel/package/zipRead.ts";
import { writeZip } from "../../../../renderer/excel/package/zipWrite.ts";
import { type RawEntry, type RawZip, rawZip } from "./books.ts";

const TIMESTAMP = [0x55, 0x54, 5, 0, 1, 1, 2, 3, 4];
const ENTRIES: readonly RawEntry[] = [
  { name: "[Content_Types].xml", content: "<Types/>", comment: "first" },
  {
    name: "xl/wörk.xml",
    content: "a".repeat(500),
    descriptor: true,
    flags: 0x800,
    localExtra: TIMESTAMP,
    centralExtra: TIMESTAMP,
  },
  { name: "xl/media/image.png", content: "stored bytes", stored: true },
  { name: "xl/last.xml", content: "<last/>" },
];

const SHAPES: readonly (readonly [string, RawZip])[] = [
  ["plain", {}],
  ["with a comment", { comment: "made by hand" }],
  ["zip64", { zip64: true }],
  ["something before it", { prefix: "MZ glued on " }],
  ["something before it, counted in the offsets", { prefix: "MZ glued on ", prefixCounted: true }],
  ["something after it", { suffix: "appended" }],
  ["zip64 with something before it", { prefix: "MZ", zip64: true }],
];

function read(bytes: Uint8Array): ZipPackage {
  const zip = readZip(bytes, "book.xlsx");
  if (!zip.ok) throw new Error(zip.problem.message);
  return zip.value;
}

/** Local header and data of an entry, and its directory record without the offset. */
function bytesOf(zip: ZipPackage, name: string): readonly (readonly number[])[] {
  const entry = zip.byName.get(name);
  if (entry === undefined) throw new Error(`${name} is missing`);
  const record = zip.bytes.slice(entry.recordStart, entry.recordEnd);
  const at = entry.offsetField.at - entry.recordStart;
  record.fill(0, at, at + entry.offsetField.width);
  return [[...zip.bytes.subarray(entry.start, entry.end)], [...record]];
}

describe.each(SHAPES)("a package %s", (_, shape) => {
  const bytes = rawZip(ENTRIES, shape);
  const zip = read(bytes);

  test("unchanged, it is the same bytes", () => {
    expect(writeZip(zip, new Map())).toEqual(bytes);
  });

  test.each(ENTRIES.map((entry) => entry.name))(
    "%s replaced: the others keep every byte, in their order",
    (name) => {
      const content = strToU8("new content ".repeat(20));
      const written = writeZip(zip, new Map([[name, content]]));
      const after = read(written);
      expect(after.entries.map((entry) => entry.name)).toEqual(ENTRIES.map((entry) => entry.name));
      for (const other of ENTRIES)
        if (other.name !== name) expect(bytesOf(after, other.name)).toEqual(bytesOf(zip, other.name));
      if ((shape.prefix ?? "") === "" || shape.prefixCounted !== true)
        expect(unzipSync(after.bytes)[name]).toEqual(content);
      const tail = `${shape.comment ?? ""}${shape.suffix ?? ""}`;
      expect(new TextDecoder().decode(written.slice(written.length - tail.length))).toBe(tail);
      expect(new TextDecoder().decode(written.slice(0, (shape.prefix ?? "").length))).toBe(
        shape.prefix ?? "",
      );
    },
  );

  test("a part removed and one added", () => {
    const after = read(
      writeZip(
        zip,
        new Map([
          ["xl/last.xml", null],
          ["xl/new ü.xml", strToU8("<new/>")],
        ]),
      ),
    );
    expect(after.entries.map((entry) => entry.name)).toEqual([
      ...ENTRIES.slice(0, 3).map((entry) => entry.name),
      "xl/new ü.xml",
    ]);
    expect(unzipSync(after.bytes)["xl/new ü.xml"]).toEqual(strToU8("<new/>"));
    expect(bytesOf(after, "xl/wörk.xml")).toEqual(bytesOf(zip, "xl/wörk.xml"));
  });
});

test("the given bytes are never written to, even where a slice of them shares their memory", () => {
  const original = rawZip(ENTRIES);
  const shared = Buffer.from(original);
  const written = writeZip(read(shared), new Map([["[Content_Types].xml", strToU8("b".repeat(900))]]));
  expect(new Uint8Array(shared)).toEqual(original);
  expect(written).toEqual(
    writeZip(read(original), new Map([["[Content_Types].xml", strToU8("b".repeat(900))]])),
  );
});

test("a replaced entry keeps its date, attributes and extra fields, and loses its data descriptor", () => {
  const zip = read(rawZip(ENTRIES));
  const after = read(writeZip(zip, new Map([["xl/wörk.xml", strToU8("b")]])));
  const [old, now] = [zip.byName.get("xl/wörk.xml"), after.byName.get("xl/wörk.xml")];
  if (old === undefined || now === undefined) throw new Error("missing");
  const record = (of: ZipPackage, entry: typeof old) => of.bytes.subarray(entry.recordStart, entry.recordEnd);
  const extra = 46 + strToU8("xl/wörk.xml").length;
  expect([...record(after, now).subarray(12, 16)]).toEqual([...record(zip, old).subarray(12, 16)]);
  expect([...record(after, now).subarray(36, 42)]).toEqual([...record(zip, old).subarray(36, 42)]);
  expect([...record(after, now).subarray(extra)]).toEqual(TIMESTAMP);
  expect((record(after, now)[8] ?? 0) & 8).toBe(0);
  expect(now.end - now.dataStart).toBe(now.packedBytes);
});

describe("refused, each with its sentence", () => {
  const good = rawZip(ENTRIES);
  const twice = rawZip([...ENTRIES, { name: "xl/last.xml", content: "again" }]);
  const encrypted = rawZip([{ name: "xl/a.xml", content: "x", flags: 1 }]);
  const moved = good.slice();
  moved[0] = 0;
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ["cut short", good.slice(0, good.length - 30), "damaged-package"],
    ["cut in the middle", good.slice(30), "damaged-package"],
    ["two parts of one name", twice, "duplicate-part"],
    ["an encrypted part", encrypted, "encrypted-part"],
    ["a local header that is none", moved, "damaged-package"],
    ["nothing", new Uint8Array(), "damaged-package"],
  ];
  test.each(cases)("%s", (_, bytes, code) => {
    const zip = readZip(bytes, "book.xlsx");
    expect(zip.ok ? null : zip.problem.code).toBe(code);
    if (!zip.ok) expect(zip.problem.message).toMatch(/^book\.xlsx .*\.$/);
  });
});
