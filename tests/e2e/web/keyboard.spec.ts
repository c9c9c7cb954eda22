// The shell without a mouse: tabs, menus, dialogs and where the keyboard is afterwards.

import { readFileSync } from "node:fs";
import { expect, type Page, test } from "playwright/test";
import { cell, focusCell, openSample, row } from "../../support/screen.ts";

test.beforeEach(({ page }) => openSample(page));

test("arrow keys go from tab to tab", async ({ page }) => {
  await page.getByRole("tab", { name: "Practices" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Places" })).toBeFocused();
  await expect(page.getByRole("grid", { name: "Places" })).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: "Risk" })).toHaveAttribute("aria-selected", "true");
});

test("groups open and close with the arrow keys", async ({ page }) => {
  await focusCell(page, /Northfell CCG 81/, "Practice code");
  const group = row(page, /Northfell CCG/).first();
  await page.keyboard.press("ArrowLeft");
  await expect(group).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowRight");
  await expect(group).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Enter");
  await expect(group).toHaveAttribute("aria-expanded", "false");
});

test("practices are selected with Shift and the arrow keys and moved with Ctrl+M", async ({ page }) => {
  await focusCell(page, /Y90003/, "List size");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("4 practices selected")).toBeVisible();
  await page.keyboard.press("Shift+ArrowUp");
  await expect(page.getByText("3 practices selected")).toBeVisible();
  await page.keyboard.press("Control+m");
  await expect(page.getByRole("dialog", { name: "Move 3 practices" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(await cell(page, /Y90005/, "List size")).toBeFocused();
});

test("the menu of a cell is walked with the arrow keys and gives the keyboard back", async ({ page }) => {
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Copy" })).toBeFocused();
  await page.keyboard.press("m");
  await expect(page.getByRole("menuitem", { name: "Move practices" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(await cell(page, /Y90003/, "List size")).toBeFocused();
});

test("the keyboard help lists every shortcut", async ({ page }) => {
  await page.keyboard.press("F1");
  const help = page.getByRole("dialog", { name: "Keyboard help" });
  await expect(help.getByRole("row", { name: "Move practices Ctrl+M" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
});

test("a column gets another name from its heading's menu", async ({ page }) => {
  await page.getByRole("columnheader", { name: "Weighted list size" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Name, format and note" }).press("Enter");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Need-weighted list");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("columnheader", { name: "Need-weighted list" })).toBeVisible();
});

test("edits are back after the page was closed without saving", async ({ page, context }) => {
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.type("4321");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Kept, not saved")).toBeVisible();
  await page.close();
  const again = await context.newPage();
  await again.goto("/");
  await expect(again.getByText('"Sample plan" was still open when Catchment last closed.')).toBeVisible();
  await expect(await cell(again, /Y90003/, "List size")).toHaveText("4,321");
});

test("Home and End stay in the row, with Ctrl they go to the corners, and the place is always seen", async ({
  page,
}) => {
  await focusCell(page, /Y90003/, "Place");
  await page.keyboard.press("End");
  await expect(await cell(page, /Y90003/, "Weighted list size")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(await cell(page, /Y90003/, "Practice code")).toBeFocused();
  await page.keyboard.press("Control+End");
  const last = await cell(page, /Y90239/, "Weighted list size");
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
  await page.keyboard.press("Control+Home");
  await expect(await cell(page, /Unassigned 1 practice/, "Practice code")).toBeFocused();
});

test("Ctrl+A selects the practices and never the words of the page", async ({ page }) => {
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.press("Control+a");
  await expect(page.getByText("240 practices selected")).toBeVisible();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("");
});

test("another tab by key takes the keyboard along", async ({ page }) => {
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.press("Control+Alt+PageDown");
  await expect(page.getByRole("grid", { name: "Places" })).toBeVisible();
  await expect(await cell(page, /^Unassigned/, "Place")).toBeFocused();
  await page.keyboard.press("Control+Alt+PageUp");
  await page.keyboard.press("Control+Alt+PageUp");
  await page.keyboard.press("Control+Alt+PageUp");
  await expect(page.getByRole("tab", { name: "Options" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("button", { name: "Patients", exact: true })).toBeFocused();
});

test("F6 goes from part to part without passing every cell", async ({ page }) => {
  await focusCell(page, /Y90003/, "List size");
  const stops = [
    page.getByRole("button", { name: "No problems" }),
    page.getByRole("textbox", { name: "Plan title" }),
    page.getByRole("button", { name: "Close message" }),
    page.getByRole("tab", { name: "Practices" }),
    page.getByRole("textbox", { name: "Value of List size, Y90003" }),
    page.getByRole("combobox", { name: "Group by" }),
    await cell(page, /Y90003/, "List size"),
  ];
  for (const stop of stops) {
    await page.keyboard.press("F6");
    await expect(stop).toBeFocused();
  }
  await page.keyboard.press("Shift+F6");
  await expect(page.getByRole("combobox", { name: "Group by" })).toBeFocused();
});

test("a long plan title is shown whole where there is room", async ({ page }) => {
  const title = page.getByRole("textbox", { name: "Plan title" });
  await title.fill("Patients registered at a GP practice, January 2021, with the map of 2022");
  await title.press("Enter");
  for (const width of [1400, 1024]) {
    await page.setViewportSize({ width, height: 700 });
    expect(await title.evaluate((field) => field.scrollWidth - field.clientWidth)).toBeLessThanOrEqual(0);
  }
});

test("recent plans are in the menu and say so when there are none", async ({ page }) => {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Recent plans" }).click();
  const dialog = page.getByRole("dialog", { name: "Recent plans" });
  await expect(dialog.getByText(/^No plan has been opened or saved/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("an untouched plan stays saved over a reload", async ({ page }) => {
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
});

test("undo works right after a box was ticked with the mouse", async ({ page }) => {
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.type("4321");
  await page.keyboard.press("Enter");
  await row(page, /Y90005/)
    .getByRole("checkbox")
    .click();
  await page.keyboard.press("Control+z");
  await expect(await cell(page, /Y90003/, "List size")).toHaveText("9,989");
});

test("a window that keeps nothing says so above the tabs as soon as an edit is not kept", async ({
  page,
}) => {
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { get: () => undefined }));
  await page.reload();
  const said = page.getByRole("region", { name: "Messages" }).getByText("Edits are not being kept.");
  await expect(said).toBeVisible();
});

test("after a dialog has moved, made or removed something the keyboard is still in the table", async ({
  page,
}) => {
  await focusCell(page, /Y90003/, "List size");
  await page.keyboard.press("Control+m");
  await page.keyboard.type("saltholme");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(await cell(page, /Y90003/, "List size")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(await cell(page, /Y90003/, "List size")).toBeFocused();
  await page.keyboard.press("Control+Shift+m");
  await page.keyboard.type("Riverside");
  await page.keyboard.press("Enter");
  await expect(await cell(page, /Y90003/, "List size")).toBeFocused();
  await page.getByRole("tab", { name: "Places" }).click();
  await focusCell(page, /^Fellside/, "Place");
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Remove group" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Remove group", exact: true }).press("Enter");
  await expect(row(page, /^Fellside/)).toHaveCount(0);
  await expect(page.getByRole("grid", { name: "Places" }).locator(":focus")).toHaveRole("gridcell");
});

test("at 400 % zoom the cell with the keyboard is in sight, and a dialog can be read", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await focusCell(page, /Y90240/, "Practice code");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
  const size = page.getByRole("gridcell", { name: "7,160" }).last();
  await expect(size).toBeFocused();
  await expect(size).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press("Control+m");
  const dialog = page.getByRole("dialog", { name: "Move 1 practice" });
  await expect(dialog.getByRole("combobox", { name: "Move to" })).toBeInViewport({ ratio: 0.9 });
  await dialog.getByRole("option", { name: /^Unassigned/ }).scrollIntoViewIfNeeded();
  await expect(dialog.getByRole("option", { name: /^Unassigned/ })).toBeInViewport({ ratio: 0.9 });
});

test("a problem takes the keyboard to its column", async ({ page }) => {
  const plan = await savedPlan(page);
  const broken = plan.replaceAll("-[@[Fixed cost]]", "-Nobody_knows");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open", exact: true }).click(),
  ]);
  await chooser.setFiles({ name: "broken.catchment", mimeType: "text/plain", buffer: Buffer.from(broken) });
  await page.getByRole("button", { name: "2 problems" }).click();
  await page.getByRole("button", { name: "Go to Balance" }).last().click();
  await expect(page.getByRole("tab", { name: "CCGs" })).toHaveAttribute("aria-selected", "true");
  await expect(await cell(page, /^Unassigned/, "Balance")).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Formula of Balance" })).toHaveValue(/Nobody_knows/);
});

/** The text of the open plan as Save writes it, in a browser that downloads. */
async function savedPlan(page: Page): Promise<string> {
  await page.evaluate(() => {
    for (const picker of ["showOpenFilePicker", "showSaveFilePicker"]) Reflect.deleteProperty(window, picker);
  });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save", exact: true }).click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}
