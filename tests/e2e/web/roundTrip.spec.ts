// Workbooks that go out and come back, through the page: an exported one opened with its edits, and the plan's changes saved
// back into the one the data came from.

import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { expect, type Page, test } from "playwright/test";
import { patchWorkbook } from "../../../renderer/excel/package/patchWorkbook.ts";
import { writeWorkbook } from "../../../renderer/excel/write/workbook.ts";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import { serialisePlan } from "../../../renderer/plan/planFile.ts";
import { samplePlan } from "../../../renderer/plan/samplePlan.ts";
import { cell, focusCell } from "../../support/screen.ts";
import { book } from "../../unit/excel/package/books.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async function menu(page: Page, item: string) {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  return page.getByRole("dialog", { name: item });
}

async function choose(page: Page, button: string, name: string, bytes: Uint8Array) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button, exact: true }).click();
  await (await chooser).setFiles([{ name, mimeType: XLSX, buffer: Buffer.from(bytes) }]);
}

/** Opens a workbook with the header's Open; the browser's own picker cannot be answered from here. */
async function openWorkbook(page: Page, name: string, bytes: Uint8Array) {
  await page.evaluate(() => Reflect.deleteProperty(window, "showOpenFilePicker"));
  await choose(page, "Open", name, bytes);
  return page.getByRole("dialog", { name: "Open an exported workbook" });
}

/** The sample plan as a workbook in which two cells were edited. */
function editedWorkbook(): Uint8Array {
  const plan = samplePlan(starterCommands);
  const { bytes } = writeWorkbook(plan, new PlanCalculation(plan));
  const patched = patchWorkbook(bytes, [
    { sheet: "Practices", cell: "E2", value: 4100 },
    { sheet: "Assumptions", cell: "B3", value: 30 },
  ]);
  if (!patched.ok) throw new Error(patched.problem.message);
  return patched.value.bytes;
}

/** A workbook of 12 practices that knows nothing of Catchment. */
function foreignWorkbook(): Uint8Array {
  const text = (address: string, words: string) =>
    `<c r="${address}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const rows = Array.from(
    { length: 12 },
    (_, at) =>
      `<row r="${at + 2}">${text(`A${at + 2}`, `A81${String(at).padStart(3, "0")}`)}${text(`B${at + 2}`, `Practice ${at}`)}<c r="C${at + 2}"><v>${4000 + at}</v></c></row>`,
  );
  const heading = `<row r="1">${text("A1", "Practice Code")}${text("B1", "Practice Name")}${text("C1", "List Size")}</row>`;
  return book({ sheet: `<sheetData>${heading}${rows.join("")}</sheetData>` });
}

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("tab", { name: "Practices" })).toBeVisible();
});

test("an exported workbook opens with the edits that were taken", async ({ page }) => {
  const dialog = await openWorkbook(page, "sample.xlsx", editedWorkbook());
  await expect(dialog.getByText("sample.xlsx: 2 edits since it was exported.")).toBeVisible();
  const edits = dialog.getByRole("group", { name: "Edits to take" });
  await expect(edits.getByRole("checkbox", { name: /^Y90001 List size .* -> 4,100/ })).toBeChecked();
  await edits.getByRole("checkbox", { name: /^Allowance_per_head 25 -> 30/ }).press("Space");
  await dialog.getByRole("button", { name: "Open the plan with 1 edit" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/Opened the plan in sample.xlsx/)).toBeVisible();
  await expect(await cell(page, /Y90001/, "List size")).toHaveText("4,100");
});

test("a plan's own file opens through the same dialog", async ({ page }) => {
  const plan = { ...samplePlan(starterCommands), title: "Kept in its own file" };
  const file = new TextEncoder().encode(serialisePlan(plan));
  await page.evaluate(() => Reflect.deleteProperty(window, "showOpenFilePicker"));
  await choose(page, "Open", "own.catchment", file);
  await expect(page.getByRole("textbox", { name: "Plan title" })).toHaveValue("Kept in its own file");
});

test("a workbook without a plan says so and is imported from there", async ({ page }) => {
  const dialog = await openWorkbook(page, "other.xlsx", foreignWorkbook());
  await expect(dialog.getByRole("alert")).toContainText("carries no plan of Catchment");
  await dialog.getByRole("button", { name: "Import data" }).click();
  const importing = page.getByRole("dialog", { name: "Import data" });
  await expect(importing.getByText(/1 file ready to import/)).toBeVisible();
  await importing.getByRole("button", { name: "Import", exact: true }).click();
  await expect(await cell(page, /A81003/, "List size")).toHaveText("4,003");
});

test("an exported workbook that is imported is opened instead", async ({ page }) => {
  await choose(page, "Import data", "sample.xlsx", editedWorkbook());
  const importing = page.getByRole("dialog", { name: "Import data" });
  await expect(importing.getByRole("alert")).toContainText("sample.xlsx carries a Catchment plan");
  await expect(importing.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await importing.getByRole("button", { name: "Open the plan" }).click();
  const dialog = page.getByRole("dialog", { name: "Open an exported workbook" });
  await dialog.getByRole("button", { name: "Open the plan with all edits" }).click();
  await expect(await cell(page, /Y90001/, "List size")).toHaveText("4,100");
});

test("a change is saved back into the workbook the data came from", async ({ page }) => {
  const workbook = foreignWorkbook();
  await choose(page, "Import data", "book.xlsx", workbook);
  const importing = page.getByRole("dialog", { name: "Import data" });
  await importing.getByRole("button", { name: /^Import/ }).click();
  await expect(importing).toBeHidden();
  await focusCell(page, /A81003/, "List size");
  await page.keyboard.type("9999");
  await page.keyboard.press("Enter");
  const dialog = await menu(page, "Save back into the workbook");
  await choose(page, "Choose the workbook", "book.xlsx", workbook);
  await expect(dialog.getByText("book.xlsx: 1 cell changes.")).toBeVisible();
  await expect(dialog.getByRole("row", { name: /C5 List size of Practices 1/ })).toBeVisible();
  await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the workbook" }).click();
  const path = await (await download).path();
  const sheet = strFromU8(
    unzipSync(new Uint8Array(readFileSync(path)))["xl/worksheets/sheet1.xml"] ?? new Uint8Array(),
  );
  expect(sheet).toContain("<v>9999</v>");
});
