// Stand-in of Electron's ipcMain: one handler per channel, called with what came over the page's binding.

import { offerAction } from "./control.ts";

export interface InvocationEvent {
  readonly sender: object;
  readonly senderFrame: { readonly url: string; readonly parent: object | null } | null;
}

type InvocationHandler = (event: InvocationEvent, ...given: unknown[]) => unknown;

const handlers = new Map<string, InvocationHandler>();

export const ipcMain = {
  handle(channel: string, handler: InvocationHandler): void {
    if (handlers.has(channel)) throw new Error(`The channel ${channel} already has a handler.`);
    handlers.set(channel, handler);
  },
};

export async function answerInvocation(
  event: InvocationEvent,
  channel: string,
  given: readonly unknown[],
): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return handler(event, ...given);
}

offerAction("channels", () => [...handlers.keys()]);
/** Calls a channel as a sender that is not the program's page. */
offerAction("invokeAs", (event: InvocationEvent, channel: string, given: unknown[]) =>
  answerInvocation(event, channel, given),
);
