// The tables in a real Chromium: group rows, editing, refusals, overrides, finding, sorting, selecting, clipboard.

import { expect, test } from "playwright/test";
import { cell, figure, focusCell, message, openSample, row, table } from "../../support/screen.ts";

test.beforeEach(({ page }) => openSample(page));

test("practices stand under their groups, Unassigned first, with subtotals that add up", async ({ page }) => {
  await expect(page.getByRole("treegrid", { name: "Practices" })).toBeVisible();
  const groups = page.getByRole("row", { level: 1 });
  await expect(groups.first()).toHaveAccessibleName(/Unassigned/);
  await page.getByRole("button", { name: "Collapse all" }).click();
  await expect(groups).toHaveCount(6);
  await expect(row(page, /Northfell CCG/)).toHaveAttribute("aria-expanded", "false");
  const names = [/Unassigned/, /Northfell/, /Eastmere/, /Westvale/, /Midmarsh/];
  let sum = 0;
  for (const name of names) sum += await figure(page, name, "List size");
  expect(sum).toBe(await figure(page, /^\s*Total/, "List size"));
});

test("typing into a cell changes it, its group and the total, and undo brings all back", async ({ page }) => {
  const before = {
    practice: await figure(page, /Y90003/, "List size"),
    group: await figure(page, /Northfell CCG 81/, "List size"),
    total: await figure(page, /^\s*Total/, "List size"),
  };
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.type("12,345");
  await page.keyboard.press("Enter");
  const change = 12_345 - before.practice;
  await expect(await cell(page, /Y90003/, "List size")).toHaveText("12,345");
  expect(await figure(page, /Northfell CCG 81/, "List size")).toBe(before.group + change);
  expect(await figure(page, /^\s*Total/, "List size")).toBe(before.total + change);
  await page.getByRole("button", { name: /^Undo: .*12,345/ }).click();
  expect(await figure(page, /Y90003/, "List size")).toBe(before.practice);
  expect(await figure(page, /Northfell CCG 81/, "List size")).toBe(before.group);
  await expect(page.getByRole("button", { name: "Undo: nothing to undo" })).toBeVisible();
});

test("what cannot be read is refused in words and changes nothing", async ({ page }) => {
  const before = await figure(page, /Y90003/, "List size");
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.type("about 12");
  await page.keyboard.press("Enter");
  await expect(message(page, '"about 12" is not a number, so List size was not changed.')).toBeVisible();
  expect(await figure(page, /Y90003/, "List size")).toBe(before);
});

test("Escape leaves a cell as it was and Delete clears it", async ({ page }) => {
  await focusCell(page, /Y90003/, "List size");
  const before = (await (await cell(page, /Y90003/, "List size")).textContent()) ?? "";
  await page.keyboard.press("F2");
  await expect(page.getByRole("textbox", { name: "List size, Y90003", exact: true })).toHaveValue(
    before.replace(",", ""),
  );
  await page.keyboard.type("1");
  await page.keyboard.press("Escape");
  await expect(await cell(page, /Y90003/, "List size")).toHaveText(before);
  await page.keyboard.press("Delete");
  await expect(await cell(page, /Y90003/, "List size")).toHaveText("");
});

test("a figure of an option's own is its own until it is reset", async ({ page }) => {
  const base = await figure(page, /Y90003/, "List size");
  await page.getByLabel("Option", { exact: true }).selectOption({ label: "Two larger CCGs" });
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.type("777");
  await page.keyboard.press("Enter");
  expect(await figure(page, /Y90003/, "List size")).toBe(777);
  await page.getByLabel("Option", { exact: true }).selectOption({ index: 0 });
  expect(await figure(page, /Y90003/, "List size")).toBe(base);
  await page.getByLabel("Option", { exact: true }).selectOption({ label: "Two larger CCGs" });
  await focusCell(page, /Y90003/, "List size");
  await expect(page.getByRole("status", { name: "Selected" })).toHaveText("List size, Y90003 (own value)");
  await expect(page.getByRole("button", { name: "Reset to base" })).toBeVisible();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Reset to base" }).click();
  expect(await figure(page, /Y90003/, "List size")).toBe(base);
});

test("finding narrows the rows and sorting stays within groups", async ({ page }) => {
  await page.keyboard.press("Control+f");
  await page.keyboard.type("mead");
  await expect(page.getByText("24 of 240 rows")).toBeVisible();
  await expect(page.getByRole("row", { level: 2 }).first()).toHaveAccessibleName(/mead/);
  await page.keyboard.press("Escape");
  await expect(page.getByText("240 rows", { exact: true })).toBeVisible();
  await table(page).getByRole("columnheader", { name: "List size", exact: true }).click();
  await expect(page.getByRole("row", { level: 1 }).first()).toHaveAccessibleName(/Unassigned/);
});

test("selecting a group selects its practices, and the status bar sums them up", async ({ page }) => {
  await focusCell(page, /Northfell CCG 81/, "List size");
  await page.keyboard.press("Space");
  await expect(page.getByText("81 practices selected")).toBeVisible();
  await expect(page.getByRole("button", { name: "Move 81 practices" })).toBeVisible();
  const sum = (await figure(page, /Northfell CCG 81/, "List size")).toLocaleString("en-GB");
  await expect(page.getByText(`Sum of List size: ${sum}`)).toBeVisible();
});

test("a block from a spreadsheet is pasted over inputs, one step of undo", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText("1,001\t2,001\r\n1,002\t2,002\r\n"));
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.press("Control+v");
  await expect(await cell(page, /Y90003/, "List size")).toHaveText("1,001");
  await expect(await cell(page, /Y90004/, "Weighted list size")).toHaveText("2,002");
  await page.keyboard.press("Control+c");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("1001");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Undo: nothing to undo" })).toBeVisible();
});

test("a level's table has Unassigned first, live figures and a total", async ({ page }) => {
  await page.getByRole("tab", { name: "CCGs" }).click();
  await expect(page.getByRole("grid", { name: "CCGs" }).getByRole("row").nth(1)).toHaveAccessibleName(
    /^Unassigned/,
  );
  expect(await figure(page, /^Total/, "Practices")).toBe(240);
});

test("a total over an error is that error, and a ratio has no total", async ({ page }) => {
  await page.getByRole("tab", { name: "CCGs" }).click();
  const add = async (name: string, formula: string) => {
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitem", { name: "Add formula column" }).click();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await page.keyboard.type(formula);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("columnheader", { name })).toBeVisible();
  };
  await add("Staff", '=IF([@CCG]="Midmarsh CCG",NA(),10)');
  await expect(await cell(page, /^\s*Total/, "Staff")).toHaveText("#N/A");
  await add("Cost of one", "=[@[Fixed cost]]/[@Practices]");
  await expect(await cell(page, /^\s*Total/, "Cost of one")).toHaveText("");
});

test("F2 on a group's name renames it, and a note is gone after the next step", async ({ page }) => {
  const note = message(page, /This is the sample plan/);
  await expect(note).toBeVisible();
  await page.getByRole("tab", { name: "CCGs" }).click();
  await focusCell(page, /^Northfell/, "CCG");
  await page.keyboard.press("F2");
  const name = page.getByRole("dialog", { name: "CCG Northfell CCG" }).getByRole("textbox", { name: "Name" });
  await expect(name).toBeFocused();
  await name.fill("Northmoor CCG");
  await page.keyboard.press("Enter");
  await expect(row(page, /^Northmoor CCG/)).toBeVisible();
  await expect(note).toHaveCount(0);
});
