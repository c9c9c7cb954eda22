// The keyboard help, made from the command catalogue, with the keys of a table below.

import type { JSX } from "preact";
import { commandCatalogue } from "../../app/commandCatalogue.ts";
import { Dialog } from "../components/Dialog.tsx";
import { text } from "../text.ts";

export function HelpDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const rows = commandCatalogue.flatMap(({ label, shortcut }) =>
    shortcut === undefined ? [] : [{ label, keys: shortcut }],
  );
  return (
    <Dialog title={text.help.title} onClose={onClose}>
      <p>{text.help.intro}</p>
      <KeyTable rows={rows} />
      <h3>{text.help.gridTitle}</h3>
      <KeyTable rows={text.help.gridKeys} />
    </Dialog>
  );
}

function KeyTable({
  rows,
}: {
  readonly rows: readonly { readonly label: string; readonly keys: string }[];
}): JSX.Element {
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{text.help.command}</th>
          <th scope="col">{text.help.keys}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, keys }) => (
          <tr key={label}>
            <td>{label}</td>
            <td>
              <kbd class="keys">{keys}</kbd>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
