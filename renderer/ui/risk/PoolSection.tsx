// The pools: whether what is paid in is enough, how often it is not, and which members pay for which.

import type { JSX } from "preact";
import type { PoolRecord, SimulationView } from "../../app/simulating.ts";
import { useApp } from "../appContext.ts";
import { FigureGrid, type GridCell, type GridHeading } from "./FigureGrid.tsx";
import { errorWords, shownFigure, type Uncertain } from "./figures.ts";
import { chanceCell, figureCell } from "./resultRows.ts";
import { shownScope } from "./shownScope.ts";
import { riskText } from "./text.ts";

export function PoolSection({ view }: { readonly view: SimulationView }): JSX.Element {
  const { risk, session } = useApp();
  const { option } = shownScope(risk, view, session.optionId.value);
  const pools = view.pools().filter((pool) => option === null || pool.option === option.name);
  const confidence = risk.confidence.value;
  const { trials } = view;
  return (
    <section class="risk-section" aria-label={riskText.poolResults}>
      <h2>{riskText.poolResults}</h2>
      {pools.length === 0 ? (
        <p>{riskText.noPools}</p>
      ) : (
        <>
          <FigureGrid
            caption={riskText.poolsOf(option?.name ?? null)}
            headings={poolHeadings(confidence, option === null)}
            rows={pools.map((pool) => ({
              key: `${pool.option} ${pool.pool}`,
              name: pool.pool,
              cells: poolCells(pool, confidence, trials, option === null),
            }))}
          />
          {pools.map((pool) => (
            <Members key={`${pool.option} ${pool.pool}`} pool={pool} trials={trials} />
          ))}
        </>
      )}
    </section>
  );
}

function poolHeadings(confidence: number, withOption: boolean): readonly GridHeading[] {
  return [
    { text: riskText.pool, help: "", isText: true },
    ...(withOption ? [{ text: riskText.option, help: "", isText: true }] : []),
    { text: riskText.contributions, help: riskText.contributionsHelp },
    { text: riskText.needed(confidence), help: riskText.neededHelp(confidence) },
    { text: riskText.payments, help: riskText.paymentsHelp },
    { text: riskText.ruin, help: riskText.ruinHelp },
    { text: riskText.overLimit, help: riskText.overLimitHelp },
    { text: riskText.higherBody, help: riskText.higherBodyHelp },
  ];
}

const pounds = (
  found: { readonly pounds: number; readonly standardError: number },
  trials: number,
): GridCell => figureCell({ value: found.pounds, standardError: found.standardError }, "pounds", 1, trials);

function certain(amount: number): GridCell {
  return { shown: shownFigure({ value: Math.round(amount), standardError: 0 }, "pounds"), words: "" };
}

function poolCells(
  pool: PoolRecord,
  confidence: number,
  trials: number,
  withOption: boolean,
): readonly GridCell[] {
  const needed = pool.neededContributions.find((each) => each.level === confidence);
  const isShort = needed !== undefined && needed.pounds > pool.contributions + needed.standardError;
  return [
    ...(withOption ? [{ shown: pool.option, words: "" }] : []),
    certain(pool.contributions),
    needed === undefined ? { shown: "–", words: "" } : { ...pounds(needed, trials), isBad: isShort },
    pounds(pool.payments, trials),
    chanceCell(pool.ruinChance, trials),
    chanceCell(pool.overLimitChance, trials),
    pounds(pool.higherBody, trials),
  ];
}

/** More than so many standard errors away from nothing is taken as clear. */
const CLEAR = 2;

function Members({ pool, trials }: { readonly pool: PoolRecord; readonly trials: number }): JSX.Element {
  return (
    <details class="risk-members">
      <summary>{riskText.membersSummary(pool.pool, pool.option)}</summary>
      <FigureGrid
        caption={riskText.members(pool.pool, pool.option)}
        headings={[
          { text: riskText.member, help: "", isText: true },
          { text: riskText.paid, help: riskText.paidHelp },
          { text: riskText.received, help: riskText.receivedHelp },
          { text: riskText.subsidy, help: riskText.subsidyHelp },
          { text: riskText.verdict, help: riskText.verdictHelp, isText: true },
        ]}
        rows={pool.members.map((member) => ({
          key: member.name,
          name: member.name,
          cells: [
            certain(member.contribution),
            figureCell(
              { value: member.received, standardError: member.crossSubsidy.standardError },
              "pounds",
              1,
              trials,
            ),
            pounds(member.crossSubsidy, trials),
            verdict({ value: member.crossSubsidy.pounds, standardError: member.crossSubsidy.standardError }),
          ],
        }))}
      />
    </details>
  );
}

function verdict(subsidy: Uncertain): GridCell {
  if (subsidy.value === 0 && subsidy.standardError === 0) return { shown: riskText.even, words: "" };
  const isClear = Math.abs(subsidy.value) > CLEAR * subsidy.standardError && subsidy.value !== 0;
  const words = errorWords(subsidy, "pounds");
  if (!isClear) return { shown: riskText.unclear, words };
  return { shown: subsidy.value > 0 ? riskText.pays : riskText.gains, words };
}
