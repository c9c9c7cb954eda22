// Suggested repairs of the formula being typed, as buttons that put the repaired formula into the bar. They are looked
// for when the typing pauses, because a formula half typed is not yet wrong.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Repair } from "../../engine/index.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { text } from "../text.ts";
import { repairsInPlan } from "./checkInPlan.ts";

/** Milliseconds without a key. */
const PAUSE = 300;

interface RepairsProps {
  readonly table: string;
  readonly column: string;
  readonly formula: string;
  readonly onTake: (formula: string) => void;
}

export function Repairs({ table, column, formula, onTake }: RepairsProps): JSX.Element {
  const { session } = useApp();
  const [found, setFound] = useState<{
    readonly formula: string;
    readonly repairs: readonly Repair[];
  } | null>(null);
  useEffect(() => {
    const timer = setTimeout(
      () => setFound({ formula, repairs: repairsInPlan(session.plan.value, table, formula, column) }),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [formula, table, column]);
  // repairs of what stood there before would throw away what was typed since
  const repairs = found?.formula === formula ? found.repairs : [];
  return (
    <>
      <span class="visually-hidden" aria-live="polite">
        {text.repairsFound(repairs.length)}
      </span>
      {repairs.length === 0 ? null : (
        <ul class="repairs" aria-label={text.repairs}>
          {repairs.map((repair) => (
            <li key={repair.text}>
              <Button onClick={() => onTake(repair.text)} title={repair.message}>
                {text.putRepair(repair.text)}
              </Button>{" "}
              <span class="hint">{repair.message}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
