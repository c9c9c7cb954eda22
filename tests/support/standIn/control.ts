// How a test tells the stand-in what the user does outside the page (dialogs, menu, window buttons) and asks what
// the program did. Messages go over Node's own channel between parent and child process.

/** What a test may ask; `args` fit the action. */
export interface ControlRequest {
  readonly id: number;
  readonly action: string;
  readonly args: readonly unknown[];
}

export interface ControlAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Sent once, when the program's first window has loaded its page. */
export interface ReadyMessage {
  readonly ready: true;
  readonly debuggingUrl: string;
  readonly chromiumProcessId: number;
}

type Action = (...args: never[]) => unknown;

const actions = new Map<string, Action>();

/** Makes an action available to tests. */
export function offerAction(name: string, action: Action): void {
  actions.set(name, action);
}

process.on("message", (request: ControlRequest) => {
  void answer(request);
});

async function answer({ id, action, args }: ControlRequest): Promise<void> {
  try {
    const run = actions.get(action) as ((...given: readonly unknown[]) => unknown) | undefined;
    if (run === undefined) throw new Error(`The stand-in has no action "${action}".`);
    process.send?.({ id, value: await run(...args) } satisfies ControlAnswer);
  } catch (failure) {
    process.send?.({ id, error: String(failure) } satisfies ControlAnswer);
  }
}

export function tellReady(message: ReadyMessage): void {
  process.send?.(message);
}
