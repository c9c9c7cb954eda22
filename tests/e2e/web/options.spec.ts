// Options side by side, and assumptions of the base and of an option, by role and name only.

import { expect, type Page, test } from "playwright/test";

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("tab", { name: "Practices" })).toBeVisible();
});

/** The cell of a measure (or assumption) under an option's heading. */
async function cellOf(page: Page, table: string | RegExp, row: string, column: string | RegExp) {
  const grid = page.getByRole("table", { name: table });
  const headers = await grid.getByRole("columnheader").allInnerTexts();
  const at = headers.findIndex((text) =>
    typeof column === "string" ? text.startsWith(column) : column.test(text),
  );
  expect(at).toBeGreaterThan(0);
  return grid
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) })
    .getByRole("cell")
    .nth(at - 1);
}

test("an option is copied, compared, renamed and removed", async ({ page }) => {
  await page.getByRole("tab", { name: "Options" }).click();
  await page.getByRole("button", { name: "Copy this option" }).click();
  const copy = page.getByRole("dialog", { name: "Copy option Today" });
  await copy.getByRole("textbox", { name: "Name" }).fill("Two larger CCGs");
  await page.keyboard.press("Enter");
  await expect(copy.getByRole("alert")).toContainText("There is an option called");
  await copy.getByRole("textbox", { name: "Name" }).fill("My option");
  await page.keyboard.press("Enter");
  await expect(copy).toBeHidden();
  await expect(page.getByRole("columnheader", { name: /^My option/ })).toBeVisible();
  await expect(await cellOf(page, /^Measures/, "CCGs", "My option")).toContainText("same as base");
  await expect(await cellOf(page, /^Measures/, "CCGs", "Two larger CCGs")).toContainText("2 lower (−50%)");
  await expect(page.getByText("Every practice of My option is grouped as in Today.")).toBeVisible();

  await page
    .getByRole("combobox", { name: "Option to compare with the base" })
    .selectOption("Two larger CCGs");
  await expect(page.getByRole("table", { name: "Moves from Today to Two larger CCGs" })).toBeVisible();
  await expect(
    page.getByRole("table", { name: "Practices moved from Today to Two larger CCGs" }),
  ).toBeVisible();
  await expect(
    page.getByRole("table", { name: "Groups of Two larger CCGs that differ from Today" }),
  ).toBeVisible();

  await page.getByRole("button", { name: "My option", exact: true }).click();
  await page.getByRole("menuitem", { name: "Rename or edit note" }).click();
  const edit = page.getByRole("dialog", { name: "Option My option" });
  await edit.getByRole("textbox", { name: "Note" }).fill("For the March board");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("For the March board")).toBeVisible();

  await page.getByRole("button", { name: "My option", exact: true }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove option", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: /^My option/ })).toBeHidden();
});

test("an assumption of one option moves that option's measures and no other's", async ({ page }) => {
  await page.getByRole("combobox", { name: "Option", exact: true }).selectOption("Two larger CCGs");
  await page.getByRole("tab", { name: "Options" }).click();
  const own = await cellOf(page, /^Measures/, "Allowance of CCGs", "Two larger CCGs");
  const base = await cellOf(page, /^Measures/, "Allowance of CCGs", "Today");
  const before = { own: (await own.textContent()) ?? "", base: (await base.textContent()) ?? "" };

  await page.getByRole("tab", { name: "Assumptions" }).click();
  await page.getByRole("button", { name: /^Lump_sum_per_head in Two larger CCGs/ }).focus();
  await page.keyboard.type("letters");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText('"letters" is not a number');
  await page.keyboard.press("Escape");
  await page.keyboard.type("30.5");
  await page.keyboard.press("Enter");
  const figure = page.getByRole("button", { name: "Lump_sum_per_head in Two larger CCGs: £30.50" });
  await expect(figure).toBeFocused();

  await page.getByRole("tab", { name: "Options" }).click();
  await expect(own).not.toHaveText(before.own);
  await expect(base).toHaveText(before.base);

  await page.getByRole("tab", { name: "Assumptions" }).click();
  await page.getByRole("button", { name: "Reset to base: Lump_sum_per_head" }).click();
  await expect(
    page.getByRole("button", { name: "Lump_sum_per_head in Two larger CCGs: £20.00" }),
  ).toBeVisible();
});

test("assumptions are added, renamed in formulas, and refused with the reason at the field", async ({
  page,
}) => {
  await page.getByRole("tab", { name: "Assumptions" }).click();
  await page.getByRole("button", { name: "Add assumption" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an assumption" });
  await dialog.getByRole("textbox", { name: "Assumption" }).fill("Growth rate");
  await dialog.getByRole("textbox", { name: "Value" }).fill("2.5%");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Use an underscore: Growth_rate.");
  await dialog.getByRole("textbox", { name: "Assumption" }).fill("Growth_rate");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Growth_rate in Today: 2.5%" })).toBeVisible();

  await page.getByRole("button", { name: "Remove Lump_sum", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove assumption", exact: true }).click();
  await expect(page.getByText(/Cannot remove .*Lump_sum/)).toBeVisible();
});

test("a measure is added and changed through the formula bar", async ({ page }) => {
  await page.getByRole("tab", { name: "Options" }).click();
  await page.getByRole("button", { name: "Add measure" }).click();
  await page.getByRole("textbox", { name: "Name of the new column" }).fill("Patients in thousands");
  const formula = page.getByRole("textbox", { name: "Formula of the new column" });
  await formula.fill("=SUM(Practices[List size])/1000");
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("rowheader", { name: "Patients in thousands" })).toBeVisible();
  await page.getByRole("button", { name: "Patients in thousands", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Formula of Patients in thousands" })).toHaveValue(
    "=SUM(Practices[List size])/1000",
  );
});
