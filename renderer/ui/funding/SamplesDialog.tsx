// The sample plans, each with a sentence on what it shows.

import type { JSX } from "preact";
import { sampleChoices } from "../../app/sample.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { openNamedSample } from "../fileActions.ts";
import { fundingText } from "./text.ts";
import "./funding.css";

export function SamplesDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const app = useApp();
  return (
    <Dialog title={fundingText.sampleTitle} onClose={onClose}>
      <p class="form-intro">{fundingText.sampleIntro}</p>
      <ul class="sample-list">
        {sampleChoices().map(({ name, title, what }) => (
          <li key={name}>
            <Button
              label={fundingText.openSample(title)}
              onClick={() => {
                onClose();
                openNamedSample(app, name);
              }}
            >
              {title}
            </Button>
            <p>{what}</p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
