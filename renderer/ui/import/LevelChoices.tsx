// Which columns of a file become levels, what the levels are called and which is above which. Order is changed by
// buttons, so nobody has to drag.

import type { JSX } from "preact";
import {
  type LevelChoice,
  type MappingDraft,
  withLevelMoved,
  withLevelName,
  withLevelTicked,
} from "../../app/mappingDraft.ts";
import type { GroupColumn } from "../../excel/import/mapping.ts";
import type { ReadFile } from "../../excel/read/sourceFile.ts";
import { Button } from "../components/Button.tsx";
import { importText } from "./text.ts";

interface LevelChoicesProps {
  readonly file: ReadFile;
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}

export function LevelChoices({ file, draft, onChange }: LevelChoicesProps): JSX.Element | null {
  const { groupColumns } = draft.mapping;
  if (groupColumns.length === 0) return null;
  return (
    <fieldset class="import-levels">
      <legend>{importText.levels(file.fileName)}</legend>
      <p class="hint">{importText.levelsHint}</p>
      {groupColumns.map((column) => (
        <label key={column.index} class="choice-line">
          <input
            type="checkbox"
            checked={draft.levels.some((level) => level.index === column.index)}
            onChange={(event) =>
              onChange(withLevelTicked(file, draft, column.index, event.currentTarget.checked))
            }
          />
          <span>
            {importText.levelColumn(column.name, column.distinct)}
            <span class="hint"> {importText.levelExamples(column.examples, column.blank)}</span>
          </span>
        </label>
      ))}
      {draft.levels.length === 0 ? null : (
        <ol class="level-order" aria-label={importText.levelOrder}>
          {draft.levels.map((level, at) => (
            <li key={level.index}>
              <LevelLine
                level={level}
                column={groupColumns.find((each) => each.index === level.index)}
                isFirst={at === 0}
                isLast={at === draft.levels.length - 1}
                draft={draft}
                onChange={onChange}
              />
            </li>
          ))}
        </ol>
      )}
    </fieldset>
  );
}

interface LevelLineProps {
  readonly level: LevelChoice;
  readonly column: GroupColumn | undefined;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}

function LevelLine({ level, column, isFirst, isLast, draft, onChange }: LevelLineProps): JSX.Element {
  return (
    <>
      <input
        type="text"
        aria-label={importText.levelName(column?.name ?? "")}
        value={level.name}
        // On leaving the field: every change of the draft checks all files again.
        onChange={(event) => onChange(withLevelName(draft, level.index, event.currentTarget.value))}
      />
      <span class="hint">{column?.name}</span>
      <Button
        label={importText.levelDown(level.name)}
        disabled={isFirst}
        onClick={() => onChange(withLevelMoved(draft, level.index, false))}
      >
        {importText.lower}
      </Button>
      <Button
        label={importText.levelUp(level.name)}
        disabled={isLast}
        onClick={() => onChange(withLevelMoved(draft, level.index, true))}
      >
        {importText.higher}
      </Button>
    </>
  );
}
