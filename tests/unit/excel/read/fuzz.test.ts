// Good packages, damaged in two thousand ways that are the same in every run: bytes flipped, parts cut short, swapped,
// left out, XML taken apart. Each gives a workbook or a problem, quickly; and a workbook that lost a sheet or a cell
// without a word is a failure.

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { isError } from "../../../../renderer/engine/values/value.ts";
import { readWorkbook } from "../../../../renderer/excel/read/readWorkbook.ts";
import type { WorkbookContent } from "../../../../renderer/excel/read/workbookContent.ts";

const RUNS = 2_400;
const SLOWEST_MS = 2_000;

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

function rowsOf(first: number, count: number): string {
  let rows = "";
  for (let row = first; row < first + count; row += 1)
    rows += `<row r="${row}"><c r="A${row}" t="s"><v>${row % 4}</v></c><c r="B${row}" s="1"><v>${row}.25</v></c><c r="C${row}"><f>B${row}*2</f><v>${row * 2 + 0.5}</v></c><c r="D${row}" t="inlineStr"><is><r><t>in </t></r><r><t>line ${row}</t></r></is></c><c r="E${row}" t="b"><v>1</v></c><c r="F${row}" t="e"><v>#N/A</v></c></row>`;
  return rows;
}

function sheet(rows: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><dimension ref="A1:F9"/><sheetData>${rows}</sheetData><pageMargins left="1"/></worksheet>`;
}

const PARTS: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
  "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/><sheet name="Two" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Three" sheetId="3" r:id="rId3"/></sheets><definedNames><definedName name="Rate">0.5</definedName></definedNames></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${[1, 2, 3].map((at) => `<Relationship Id="rId${at}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at}.xml"/>`).join("")}<Relationship Id="rId4" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId5" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  "xl/worksheets/sheet1.xml": sheet(rowsOf(1, 6)),
  "xl/worksheets/sheet2.xml": sheet(rowsOf(3, 2)),
  "xl/worksheets/sheet3.xml": sheet(`<row><c><v>1</v></c><c t="str"><v>x</v></c></row>`),
  "xl/sharedStrings.xml": `<sst xmlns="${MAIN}"><si><t>zero</t></si><si><t xml:space="preserve"> one &amp; more</t></si><si><r><t>two</t></r><r><t> runs</t></r></si><si><t>_x0041_3</t></si></sst>`,
  "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
};

/** Repeatable whole numbers below a limit. */
function dice(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

interface Damage {
  readonly what: string;
  readonly bytes: Uint8Array;
  /** The package is well-formed and only its meaning changed: then cells may change too. */
  readonly isMeaning: boolean;
}

const good = Object.fromEntries(Object.entries(PARTS).map(([name, text]) => [name, strToU8(text)]));
const packed = zipSync(good, { level: 6 });
const stored = zipSync(good, { level: 0 });

function damage(run: number): Damage {
  const roll = dice(run * 7_919 + 1);
  const names = Object.keys(PARTS);
  const name = names[roll(names.length)] ?? "";
  const text = PARTS[name] ?? "";
  const with_ = (changed: string) => zipSync({ ...good, [name]: strToU8(changed) }, { level: 0 });
  const at = roll(text.length);
  switch (run % 12) {
    case 0: {
      const bytes = packed.slice();
      for (let flips = roll(3) + 1; flips > 0; flips -= 1) {
        const place = roll(bytes.length);
        bytes[place] = (bytes[place] ?? 0) ^ (1 << roll(8));
      }
      return { what: "bits of the package", bytes, isMeaning: false };
    }
    case 1:
      return { what: "package cut short", bytes: packed.slice(0, roll(packed.length)), isMeaning: false };
    case 2: {
      const bytes = stored.slice();
      bytes[roll(bytes.length)] = roll(256);
      return { what: "a byte of a stored package", bytes, isMeaning: false };
    }
    case 3:
      return { what: `${name} cut at ${at}`, bytes: with_(text.slice(0, at)), isMeaning: false };
    case 4:
      return {
        what: `${name} without a piece`,
        bytes: with_(text.slice(0, at) + text.slice(at + 1 + roll(30))),
        isMeaning: true,
      };
    case 5: {
      const odd = [
        "<",
        ">",
        "&",
        '"',
        "'",
        "</row>",
        "<row>",
        "<c>",
        "]]>",
        "<!--",
        "<![CDATA[",
        "\0",
        "\u00ff",
      ];
      return {
        what: `${name} with something put in`,
        bytes: with_(text.slice(0, at) + odd[roll(odd.length)] + text.slice(at)),
        isMeaning: true,
      };
    }
    case 6: {
      const other = names[roll(names.length)] ?? "";
      const bytes = zipSync({
        ...good,
        [name]: good[other] ?? new Uint8Array(),
        [other]: good[name] ?? new Uint8Array(),
      });
      return { what: `${name} and ${other} swapped`, bytes, isMeaning: true };
    }
    case 7: {
      const rest = Object.fromEntries(Object.entries(good).filter(([each]) => each !== name));
      return { what: `${name} left out`, bytes: zipSync(rest), isMeaning: true };
    }
    case 8: {
      const bytes = strToU8(text);
      bytes[at] = roll(256);
      return {
        what: `${name} with an odd byte`,
        bytes: zipSync({ ...good, [name]: bytes }),
        isMeaning: true,
      };
    }
    case 9: {
      const digits = [...text.matchAll(/\d+/g)];
      const digit = digits[roll(digits.length)];
      if (digit === undefined) return { what: "nothing", bytes: packed, isMeaning: true };
      const odd = ["-1", "0", "99999999999", "1e9", "", "1048577", "NaN"][roll(7)] ?? "";
      const changed = text.slice(0, digit.index) + odd + text.slice(digit.index + digit[0].length);
      return { what: `${name} with the number ${odd}`, bytes: with_(changed), isMeaning: true };
    }
    case 10: {
      const from = roll(text.length);
      const piece = text.slice(from, from + roll(60));
      return {
        what: `${name} with a piece twice`,
        bytes: with_(text.slice(0, at) + piece + text.slice(at)),
        isMeaning: true,
      };
    }
    default: {
      const tags = [...text.matchAll(/<[^>]*>/g)];
      const tag = tags[roll(tags.length)];
      if (tag === undefined) return { what: "nothing", bytes: packed, isMeaning: true };
      return {
        what: `${name} without ${tag[0]}`,
        bytes: with_(text.slice(0, tag.index) + text.slice(tag.index + tag[0].length)),
        isMeaning: true,
      };
    }
  }
}

/** Every cell with its value and formula. */
function cellsOf(book: WorkbookContent): readonly string[] {
  return book.sheets.flatMap((each) => {
    const found: string[] = [];
    each.forEachCell((row, column, value) => {
      const shown = isError(value) ? value.error : String(value);
      found.push(
        `${each.name}!${row},${column}=${shown}=${each.formula(row, column) ?? ""}=${each.isDate(row, column)}`,
      );
    });
    return found;
  });
}

/** How many cells the sheets' own text shows to have a value: what must not go missing without a word. */
function cellsWritten(bytes: Uint8Array): number {
  const parts = unzipSync(bytes);
  return [1, 2, 3].reduce((sum, at) => {
    const part = parts[`xl/worksheets/sheet${at}.xml`];
    const text = part === undefined ? "" : strFromU8(part).replace(/<\?.*?\?>|<!--.*?-->/gs, "");
    return sum + (text.match(/<\/v>|<\/is>/g) ?? []).length;
  }, 0);
}

describe("damaged workbooks", () => {
  const whole = readWorkbook(packed);
  if (!whole.ok) throw new Error(whole.problem.message);
  const before = cellsOf(whole.value);

  it("are none to begin with", () => {
    expect(whole.value.sheets.map((each) => [each.name, each.state])).toEqual([
      ["One", "visible"],
      ["Two", "hidden"],
      ["Three", "visible"],
    ]);
    expect(before).toHaveLength(6 * 6 + 2 * 6 + 2);
    expect(before.slice(6, 12)).toEqual([
      "One!2,1=two runs==false",
      "One!2,2=2.25==true",
      "One!2,3=4.5=B2*2=false",
      "One!2,4=in line 2==false",
      "One!2,5=true==false",
      "One!2,6=#N/A==false",
    ]);
    expect(whole.value.problems).toEqual([]);
  });

  it(`give a workbook or a problem, never less than there was without a word (${RUNS} of them)`, () => {
    const faults: string[] = [];
    let read = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const { what, bytes, isMeaning } = damage(run);
      const start = performance.now();
      const result = readWorkbook(bytes, { fileName: "x.xlsx" });
      const fault = (why: string) => faults.push(`${run} ${what}: ${why}`);
      if (performance.now() - start > SLOWEST_MS) fault("slow");
      if (!result.ok) {
        if (!/x\.xlsx.*\.$/s.test(result.problem.message) || !/\.$/.test(result.problem.remedy ?? ""))
          fault(`says ${result.problem.message} ${result.problem.remedy}`);
        continue;
      }
      read += 1;
      const book = result.value;
      const after = cellsOf(book);
      if (book.problems.length > 0) continue;
      // Every list of sheets that still names three gives three.
      const named = isMeaning ? strFromU8(unzipSync(bytes)["xl/workbook.xml"] ?? new Uint8Array()) : "";
      const count = isMeaning ? (named.match(/<sheet[\s>/]/g) ?? []).length : 3;
      if (book.sheets.length !== count) fault(`has ${book.sheets.length} sheets of ${count}`);
      if (!isMeaning && after.join() !== before.join()) fault("has other cells");
      if (
        isMeaning &&
        what.includes("sheet") &&
        !what.includes("swapped") &&
        after.length < cellsWritten(bytes)
      )
        fault(`has ${after.length} cells of ${cellsWritten(bytes)}`);
    }
    console.log(`fuzz: ${RUNS} damaged workbooks, ${read} read, ${RUNS - read} refused`);
    expect(faults).toEqual([]);
  });
});
