// Importing through the page, as a person does it: by the names of buttons, fields and tables only.

import { expect, type Page, test } from "playwright/test";

interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

function csv(name: string, ...lines: readonly string[]): TestFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\r\n")}\r\n`) };
}

const CODES = ["A81001", "A81002", "A81003", "A81004"];

const LISTS = csv(
  "lists.csv",
  "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS",
  ...CODES.map((code, at) => `GP_PRAC,01JAN2021,GP,16C,E38,${code},TS1 1AA,ALL,ALL,${(at + 1) * 1000}`),
);

const MAP = csv(
  "map.csv",
  "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,ONS_CCG_CODE,CCG_CODE,CCG_NAME,PCN_CODE,PCN_NAME",
  "MAP,01JAN2021,A81001,First,TS1 1AA,E38,16C,Tees,U01,North PCN",
  "MAP,01JAN2021,A81002,Second,TS1 1AA,E38,16C,Tees,U01,North PCN",
  "MAP,01JAN2021,A81003,Third,TS1 1AA,E38,16C,Tees,U02,South PCN",
  "MAP,01JAN2021,A99999,Elsewhere,TS1 1AA,E38,16C,Tees,U02,South PCN",
);

async function choose(page: Page, files: readonly TestFile[]) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import data" }).click();
  await (await chooser).setFiles([...files]);
  return page.getByRole("dialog", { name: "Import data" });
}

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("tab", { name: "Practices" })).toBeVisible();
});

test("two recognised files become a plan, joined by code, and can be undone one by one", async ({ page }) => {
  const dialog = await choose(page, [MAP, LISTS]);
  await expect(
    dialog.getByText("2 files ready to import. The plan will have 4 practices with 10,000 patients."),
  ).toBeVisible();
  await expect(dialog.getByRole("heading", { name: "Summary" })).toBeFocused();

  const map = dialog.getByRole("region", { name: "map.csv" });
  await expect(map.getByText("Map of GP practices to PCNs and commissioners.")).toBeVisible();
  await expect(map.getByText("3 practices, 6,000 patients")).toBeVisible();
  await expect(map.getByText("1 practice, 4,000 patients")).toBeVisible();
  await expect(map.getByRole("checkbox", { name: /^PCN_NAME: 2 groups/ })).toBeChecked();
  await expect(
    dialog.getByRole("region", { name: "lists.csv" }).getByRole("checkbox", { name: /^CCG_CODE/ }),
  ).not.toBeChecked();
  await map.getByRole("textbox", { name: "Level name for CCG_NAME" }).fill("Commissioner");
  await expect(map.getByRole("table", { name: "Problems in map.csv" }).getByText(/A99999/)).toBeVisible();
  await dialog.getByRole("textbox", { name: "Title of the new plan" }).fill("Tees");
  await dialog.getByRole("button", { name: "Import", exact: true }).click();

  await expect(dialog).toBeHidden();
  await expect(page.getByText("Imported lists.csv: 4 practices; map.csv: 3 practices.")).toBeVisible();
  await expect(page.getByRole("tab", { name: "Commissioners" })).toBeVisible();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByRole("tab", { name: "Commissioners" })).toBeHidden();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByText("This plan has no practices yet.")).toBeVisible();
});

test("a file nobody knows is mapped column by column, and checked at every change", async ({ page }) => {
  const dialog = await choose(page, [
    csv(
      "ours.csv",
      "Our list",
      "Ref,Surgery,Heads,Area",
      "A81001,First,1200,North",
      "A81002,Second,800,South",
    ),
  ]);
  const file = dialog.getByRole("region", { name: "ours.csv" });
  await expect(file.getByText("Check what each column is.")).toBeVisible();
  await file.getByRole("combobox", { name: "What Heads is" }).selectOption("List size");
  await expect(dialog.getByText(/2 practices with 2,000 patients/)).toBeVisible();
  await file.getByRole("combobox", { name: "What Area is" }).selectOption("Group");
  await file.getByRole("combobox", { name: "What Ref is" }).selectOption("Ignore");
  await expect(file.getByRole("alert")).toContainText("A file needs one column of practice codes.");
  await file.getByRole("combobox", { name: "Row with the headings" }).selectOption({ index: 0 });
  await expect(file.getByText(/does not look like a practice code/).first()).toBeVisible();
  await file.getByRole("combobox", { name: "Row with the headings" }).selectOption({ index: 2 });
  await expect(dialog.getByText(/2 practices with 2,000 patients/)).toBeVisible();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("Imported ours.csv: 2 practices.")).toBeVisible();
});

test("a file that cannot be read says why, and the open plan stays", async ({ page }) => {
  const dialog = await choose(page, [
    { name: "report.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 nothing") },
  ]);
  await expect(dialog.getByRole("alert")).toContainText("report.pdf is a PDF document, not a table.");
  await expect(dialog.getByRole("button", { name: "Import", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await dialog.getByRole("button", { name: "Leave out report.pdf" }).click();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Sample plan").first()).toBeVisible();
});

test("more data can be added to a plan, from the keyboard alone", async ({ page }) => {
  const first = await choose(page, [LISTS]);
  await expect(first.getByText("1 file ready to import.", { exact: false })).toBeVisible();
  await first.getByRole("button", { name: "Import", exact: true }).click();
  await expect(first).toBeHidden();

  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Control+i");
  await (await chooser).setFiles([MAP]);
  const dialog = page.getByRole("dialog", { name: "Import data" });
  await expect(dialog.getByRole("radio", { name: /^Add to this plan/ })).toBeChecked();
  const add = dialog.getByRole("checkbox", { name: "Add practices the plan does not have" });
  await expect(add).not.toBeChecked();
  await add.focus();
  await page.keyboard.press("Space");
  await expect(dialog.getByText(/The plan will have 5 practices/)).toBeVisible();
  await dialog.getByRole("button", { name: "Import", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Imported map.csv: 4 practices.")).toBeVisible();
});
