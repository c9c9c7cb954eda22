// What groups gain by standing together in a group of a higher level. Worked out when it is opened: it needs the figures
// of every group, which for a whole country take a moment.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DiversificationRecord, SimulationView } from "../../app/simulating.ts";
import { useApp } from "../appContext.ts";
import { FigureGrid } from "./FigureGrid.tsx";
import { shownFigure } from "./figures.ts";
import { figureCell } from "./resultRows.ts";
import { shownScope } from "./shownScope.ts";
import { riskText } from "./text.ts";

export function DiversificationSection({ view }: { readonly view: SimulationView }): JSX.Element | null {
  const { risk } = useApp();
  const [isOpen, setOpen] = useState(false);
  if (view.plan.levels.length < 2) return null;
  const confidence = risk.confidence.value;
  return (
    <details class="risk-section" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{riskText.diversificationSummary(confidence)}</summary>
      {isOpen ? <Benefits view={view} confidence={confidence} /> : null}
    </details>
  );
}

interface BenefitsProps {
  readonly view: SimulationView;
  readonly confidence: number;
}

function Benefits({ view, confidence }: BenefitsProps): JSX.Element {
  const { risk, session } = useApp();
  const { option } = shownScope(risk, view, session.optionId.value);
  const found = view
    .diversification(confidence)
    .filter((each) => option === null || each.option === option.name);
  if (found.length === 0) return <p>{riskText.noGroups}</p>;
  return (
    <FigureGrid
      caption={riskText.diversificationCaption}
      headings={[
        { text: riskText.whole, help: "", isText: true },
        ...(option === null ? [{ text: riskText.option, help: "", isText: true }] : []),
        { text: riskText.parts, help: "", isText: true },
        { text: riskText.alone, help: riskText.diversificationHelp(riskText.alone) },
        { text: riskText.together, help: riskText.togetherHelp },
        { text: riskText.benefit, help: riskText.benefitHelp },
        { text: riskText.benefitShare, help: riskText.benefitHelp },
      ]}
      rows={found.map((each) => ({
        key: `${each.option} ${each.level} ${each.group} ${each.of}`,
        name: `${each.group} (${each.level})`,
        cells: [
          ...(option === null ? [{ shown: each.option, words: "" }] : []),
          { shown: `${each.groups} × ${each.of}`, words: "" },
          ...moneyCells(each, view.trials),
        ],
      }))}
    />
  );
}

function moneyCells(each: DiversificationRecord, trials: number) {
  const { alone, together, benefit, standardError } = each;
  const money = (value: number) => figureCell({ value, standardError }, "pounds", 1, trials);
  const share =
    alone > 0
      ? figureCell({ value: benefit / alone, standardError: standardError / alone }, "share", 1, trials)
      : { shown: shownFigure({ value: 0, standardError: 0 }, "share"), words: "" };
  return [money(alone), money(together), money(benefit), share];
}
