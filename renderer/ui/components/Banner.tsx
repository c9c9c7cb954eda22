// What the program has to say, under the header: refusals, warnings, notes. A live region, so a screen
// reader hears it; every message can be closed and none covers the focus.

import type { JSX } from "preact";
import { text } from "../text.ts";
import type { Message } from "../uiState.ts";

interface BannerProps {
  readonly messages: readonly Message[];
  readonly onClose: (id: number) => void;
}

export function Banner({ messages, onClose }: BannerProps): JSX.Element {
  return (
    <section class="banners" data-part="messages" aria-label={text.messages} aria-live="polite">
      {messages.map((message) => (
        <div key={message.id} class={`banner banner-${message.tone}`}>
          <p>
            <strong>{text.tone[message.tone]}</strong> {message.text}
            {message.remedy === undefined ? null : <> {message.remedy}</>}
          </p>
          {message.action === undefined ? null : (
            <button type="button" class="button button-secondary" onClick={message.action.run}>
              {message.action.label}
            </button>
          )}
          <button
            type="button"
            class="button button-quiet"
            aria-label={text.closeMessage}
            onClick={() => onClose(message.id)}
          >
            {text.close}
          </button>
        </div>
      ))}
    </section>
  );
}
