// Values over formulas in a real Chromium: typed, marked and said, listed, accepted, restored, saved; and other people's
// workbooks looked into without bringing them in.

import { zipSync } from "fflate";
import { expect, type Page, test } from "playwright/test";
import { cell, figure, focusCell, message, openSample } from "../../support/screen.ts";

test.beforeEach(async ({ page }) => {
  await openSample(page);
  await page.getByRole("tab", { name: "CCGs" }).click();
});

async function typeOver(page: Page, value: string): Promise<void> {
  await focusCell(page, /^Northfell/, "Fixed cost");
  await page.keyboard.type(value);
  await page.keyboard.press("Enter");
}

test("a value typed over a formula stands there, counts, and is said; the message takes it back", async ({
  page,
}) => {
  const balance = await figure(page, /^Northfell/, "Balance");
  const fixed = await figure(page, /^Northfell/, "Fixed cost");
  await typeOver(page, "1,600,000");
  await expect(await cell(page, /^Northfell/, "Fixed cost")).toHaveText(
    "£1,600,000, own value instead of the formula; the formula would give £1,500,000",
  );
  expect(await figure(page, /^Northfell/, "Balance")).toBe(balance + fixed - 1_600_000);
  await expect(page.getByRole("button", { name: "1 open finding" })).toBeVisible();
  await expect(message(page, /now holds your own value/)).toBeVisible();
  await page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Undo" }).click();
  await expect(await cell(page, /^Northfell/, "Fixed cost")).toHaveText("£1,500,000");
  expect(await figure(page, /^Northfell/, "Balance")).toBe(balance);
});

test("the formula is restored from the bar, the menu and with Delete", async ({ page }) => {
  const restored = async () => {
    await expect(await cell(page, /^Northfell/, "Fixed cost")).toHaveText("£1,500,000");
    await expect(page.getByRole("button", { name: /open finding/ })).toHaveCount(0);
  };
  await typeOver(page, "1");
  await focusCell(page, /^Northfell/, "Fixed cost");
  await expect(page.getByRole("status", { name: "Selected" })).toHaveText(
    "Fixed cost, Northfell CCG (own value)",
  );
  await page.getByRole("button", { name: "Restore the formula" }).click();
  await restored();
  await typeOver(page, "2");
  await focusCell(page, /^Northfell/, "Fixed cost");
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Restore the formula" }).click();
  await restored();
  await typeOver(page, "3");
  await focusCell(page, /^Northfell/, "Fixed cost");
  await page.keyboard.press("Delete");
  await restored();
});

test("Escape leaves the formula as it was, and = goes on in the formula bar", async ({ page }) => {
  await focusCell(page, /^Northfell/, "Fixed cost");
  await page.keyboard.type("7");
  await page.keyboard.press("Escape");
  await expect(await cell(page, /^Northfell/, "Fixed cost")).toHaveText("£1,500,000");
  await page.keyboard.type("=");
  await expect(page.getByRole("textbox", { name: "Formula of Fixed cost" })).toBeFocused();
});

test("findings are listed with their difference, accepted, gone to and restored by keyboard", async ({
  page,
}) => {
  await typeOver(page, "1,600,000");
  await focusCell(page, /^Eastmere/, "Fixed cost");
  await page.keyboard.type("1,000,000");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "2 open findings" }).click();
  await expect(page.getByRole("tab", { name: "Findings", selected: true })).toBeVisible();
  await expect(page.getByText(/2 findings, 2 open\./)).toContainText("-£400,000.00 in total, £600,000.00");
  const northfell = page.getByRole("row", { name: /Northfell CCG/ });
  await expect(northfell).toContainText("£100,000");
  await page.getByRole("button", { name: "Accept: Fixed cost of Northfell CCG" }).focus();
  await page.keyboard.press("Enter");
  await expect(northfell).toContainText("Accepted");
  await expect(page.getByRole("button", { name: "Reopen: Fixed cost of Northfell CCG" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Accept: Fixed cost of Eastmere CCG" })).toBeFocused();
  await page.getByRole("button", { name: "Restore: Fixed cost of Eastmere CCG" }).click();
  await expect(page.getByRole("row", { name: /Eastmere CCG/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Restore: Fixed cost of Northfell CCG" })).toBeFocused();
  await page.getByRole("button", { name: "Go to: Fixed cost of Northfell CCG" }).click();
  await expect(page.getByRole("tab", { name: "CCGs", selected: true })).toBeVisible();
  await expect(await cell(page, /^Northfell/, "Fixed cost")).toBeFocused();
});

test("an option's own value over a formula is listed with its option", async ({ page }) => {
  await page.getByLabel("Option", { exact: true }).selectOption({ label: "Two larger CCGs" });
  await page.getByRole("tab", { name: "Places" }).click();
  await focusCell(page, /^Fellside/, "Fixed cost");
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Findings", exact: true }).click();
  const listed = page.getByRole("table", { name: /an option has a value of its own/ });
  await expect(listed.getByRole("row", { name: /Two larger CCGs.*Fellside/ })).toBeVisible();
  await listed.getByRole("button", { name: "Restore: Fixed cost of Fellside" }).click();
  await expect(listed).toHaveCount(0);
});

test("the findings are saved as a workbook", async ({ page }) => {
  await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  await typeOver(page, "1");
  await page.getByRole("button", { name: "1 open finding" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a workbook" }).click();
  expect((await saving).suggestedFilename()).toBe("Findings of Sample plan.xlsx");
});

/** A workbook of one sheet: amounts doubled by a formula, with one slip and one result that Excel did not give. */
function slipBook(): Buffer {
  const cells = Array.from({ length: 12 }, (_, at) => {
    const row = at + 2;
    const doubled = row === 6 ? "<v>999</v>" : `<f>A${row}*2</f><v>${row === 9 ? 1_234 : row * 2}</v>`;
    return `<row r="${row}"><c r="A${row}"><v>${row}</v></c><c r="B${row}">${doubled}</c></row>`;
  }).join("");
  const head = `<row r="1"><c r="A1" t="inlineStr"><is><t>Amount</t></is></c><c r="B1" t="inlineStr"><is><t>Doubled</t></is></c></row>`;
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts = {
    "[Content_Types].xml": `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sums" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${head}${cells}</sheetData></worksheet>`,
  };
  const encoder = new TextEncoder();
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, encoder.encode(text)]))),
  );
}

async function lookInto(page: Page, item: string, name: string, buffer: Buffer): Promise<void> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("dialog").getByRole("button", { name: "Choose a workbook" }).click();
  await (await choosing).setFiles({ name, mimeType: "application/octet-stream", buffer });
}

test("a workbook is checked against the values Excel saved", async ({ page }) => {
  await lookInto(page, "Check a workbook", "slips.xlsx", slipBook());
  const dialog = page.getByRole("dialog", { name: "Check a workbook against Excel" });
  await expect(dialog.getByText("slips.xlsx: 10 of 11 formula cells agree, 1 differs.")).toBeVisible();
  await expect(dialog.getByRole("row", { name: /Sums!B9/ })).toContainText("1234");
  await expect(dialog.getByRole("row", { name: /Sums!B9/ })).toContainText("18");
});

test("a workbook's findings are listed and saved, and the plan stays as it is", async ({ page }) => {
  await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  await lookInto(page, "Findings of a workbook", "slips.xlsx", slipBook());
  const dialog = page.getByRole("dialog", { name: "Findings of a workbook" });
  await expect(dialog.getByText(/^slips\.xlsx: 1 finding among 11 formulas\.$/)).toBeVisible();
  await expect(dialog.getByRole("row", { name: /Sums!B6/ })).toContainText("987");
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the findings as a workbook" }).click();
  expect((await saving).suggestedFilename()).toBe("Findings of slips.xlsx");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Undo: nothing to undo" })).toBeVisible();
});

test("a file that is no workbook is refused in words", async ({ page }) => {
  await lookInto(page, "Check a workbook", "slips.xlsx", Buffer.from("not a workbook at all"));
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("slips.xlsx");
});
