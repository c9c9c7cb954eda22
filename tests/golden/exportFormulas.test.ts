// One formula of each kind that a user may type, as a column of its own in every table, calculated by our engine and by
// LibreOffice from the exported workbook. Left out is what LibreOffice 25.2 itself does otherwise than Excel: LET in a
// dynamic-array formula, and @ before a function's array are #NAME? there; a column that spills in a table is its
// first value instead of #SPILL!.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { starterCommands } from "../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { samplePlan } from "../../renderer/plan/samplePlan.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { cellDifferences, readXlsxBack } from "../support/readXlsxBack.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-formulas-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noOffice = libreOfficeMissing();
if (noOffice !== null) console.log(`Skipped: ${noOffice}.`);

const FORMULAS: Readonly<Record<string, readonly string[]>> = {
  Practices: [
    "=[@[List size]]^0.5-2^3^2+-2^2",
    '=[@[Practice code]]&" "&[@[List size]]/7',
    '=IF([@[List size]]>10000,"large",IF([@[List size]]>5000,"middling","small"))',
    "=IFS([@[List size]]>10000,1,[@[List size]]>8000,2)",
    '=IFERROR(1/([@[List size]]-[@[List size]]),"none")',
    "=1/([@[List size]]-[@[List size]])",
    "=[@[Practice name]]*2",
    "=AND([@[List size]]>1,NOT([@[List size]]<5000))",
    '=OR([@Place]="Fellside",[@CCG]="Westvale CCG")',
    '=ROUND([@[List size]]/7,2)&"|"&ROUNDUP([@[List size]]/-7,-1)&"|"&ROUNDDOWN([@[List size]]/7,1)',
    "=RANK.EQ([@[List size]],[List size])",
    "=[@[List size]]/SUMIFS([List size],[Place],[@Place])",
    "=SUMPRODUCT(([Place]=[@Place])*([List size]>[@[List size]]))+1",
    "=SUM(IF([Place]=[@Place],[List size],0))",
    "=MAX(FILTER([List size],[CCG]=[@CCG]))",
    "=LET(mean,AVERAGE([List size]),size,[@[List size]],(size-mean)/mean)",
    "=LET(size,[@[List size]],mean,AVERAGE([List size]),IF(mean=0,0,size/mean))",
    "=COUNTA(Places[#Headers])+COLUMNS(Places)",
    "=INDEX([Practice name],MATCH([@[Practice code]],[Practice code],0))",
    "=XLOOKUP([@Place],Places[Place],Places[List size])",
    '=XLOOKUP("nowhere",Places[Place],Places[List size],"not there")',
    "=VLOOKUP([@Place],Places,1,FALSE)",
    "=LEFT([@[Practice name]],3)&MID([@[Practice name]],2,4)&RIGHT([@[Practice code]],2)&LEN([@[Practice name]])",
    '=TRIM("  a   b ")&CONCAT([@Place],"-",[@CCG])',
    '=TEXT([@[List size]],"#,##0.0")&TEXT([@[List size]]/1000000,"0.00%")',
    '=COUNTIFS([Place],[@Place],[List size],">="&[@[List size]])',
    "=AVERAGEIFS([List size],[Place],[@Place])-AVERAGEIF([Place],[@Place],[List size])",
    "=MAXIFS([List size],[CCG],[@CCG])-MINIFS([List size],[CCG],[@CCG])",
    "=NORM.S.DIST(([@[List size]]-8000)/5000,TRUE)",
    "=NORM.DIST([@[List size]],8000,5000,FALSE)",
    "=SQRT(ABS([@[List size]]-8000))*50%",
    "=SUM([@[List size]],1,TRUE)",
  ],
  Places: [
    "=COUNT(Practices[List size])+COUNTA(Practices[Place])",
    "=SUM(Practices[List size]*(Practices[Place]=[@Place]))",
    "=COUNTIF(Practices[Place],[@Place])/ROWS(Practices[Place])",
    "=AVERAGEIF(Practices[Place],[@Place],Practices[List size])",
    "=SUMIF(Practices[Place],[@Place],Practices[List size])*Allowance_per_head",
    "=MAX([List size])-[@[List size]]",
  ],
  Options: [
    "=SUM(Practices[List size]*2)",
    "=MAX(Places[List size])/MIN(Practices[List size])",
    "=SUM([Patients])-[@Patients]",
    "=INDEX(Places[Place],MATCH(MAX(Places[List size]),Places[List size],0))",
    "=Allowance_per_head*1000",
    "=ROWS(Practices)+COLUMNS(Places)",
  ],
};

test.skipIf(noOffice !== null)("every kind of formula gives the same in both engines", async () => {
  let plan = samplePlan(starterCommands);
  const headings = new Map<string, string>();
  for (const [table, formulas] of Object.entries(FORMULAS))
    formulas.forEach((formula, index) => {
      const column = { name: `Kind ${index + 1}`, formula };
      const applied = applyCommand(plan, { type: "addColumn", table, column });
      if (!applied.ok) throw new Error(`${formula}: ${applied.problem.message}`);
      plan = applied.value.plan;
      headings.set(`${table} ${column.name}`, formula);
    });
  const calculated = new PlanCalculation(plan);
  const { bytes, problems } = writeWorkbook(plan, calculated);
  expect(problems).toEqual([]);
  const path = join(folder, "formulas.xlsx");
  writeFileSync(path, bytes);
  const ours = readXlsxBack(bytes);
  expect([...headings.keys()]).toHaveLength(Object.values(FORMULAS).flat().length);
  const differences = cellDifferences(ours, readXlsxBack(await recalculate(path)));
  const perFormula = new Map(differences.map((each) => [each.formula, each]));
  expect([...perFormula.values()]).toEqual([]);
});
