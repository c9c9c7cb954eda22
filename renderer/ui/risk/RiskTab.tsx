// The risk screen: a simulation to start and watch, its results by group, the distribution of one group, the pools, and
// how risk falls with size.

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../appContext.ts";
import { DistributionSection } from "./DistributionSection.tsx";
import { DiversificationSection } from "./DiversificationSection.tsx";
import { PoolSection } from "./PoolSection.tsx";
import { ResultsSection } from "./ResultsSection.tsx";
import { RiskInputs } from "./RiskInputs.tsx";
import { SimulatePanel } from "./SimulatePanel.tsx";
import { SizeSection } from "./SizeSection.tsx";
import { riskText } from "./text.ts";
import "./risk.css";

export function RiskTab(): JSX.Element {
  const { simulating } = useApp();
  const { results } = simulating.state.value;
  useEffect(() => {
    // Once the screen stands: making ready takes a moment where there are thousands of practices.
    const timer = setTimeout(() => simulating.prepare(), 50);
    return () => clearTimeout(timer);
  }, [simulating]);
  return (
    <section class="risk-tab" aria-label={riskText.title}>
      <p class="hint">{riskText.intro}</p>
      <RiskInputs />
      <SimulatePanel />
      {results === null ? null : <ResultsSection view={results} />}
      <div class="risk-charts">
        <SizeSection />
        {results === null ? null : <DistributionSection view={results} />}
      </div>
      {results === null ? null : (
        <>
          <PoolSection view={results} />
          {results.isComplete ? <DiversificationSection view={results} /> : null}
        </>
      )}
    </section>
  );
}
