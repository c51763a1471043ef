// Puts what a running cell says, in order, under the cell: streams grow, displays are updated in place, a clear waits if it is told to.

import { itemsOf, type Item } from './mimeBundle.ts';
import type { OutputEvent, RunError } from './wire.ts';

export type StreamName = 'stdout' | 'stderr';

/** Where outputs go; O is an output that is already there. */
export interface Sink<O> {
  appendStream(name: StreamName, text: string): { output: O; done: PromiseLike<void> };
  extendStream(output: O, name: StreamName, text: string): PromiseLike<void>;
  append(items: Item[], metadata: Record<string, unknown>): { output: O; done: PromiseLike<void> };
  replace(output: O, items: Item[]): PromiseLike<void>;
  clear(): PromiseLike<void>;
}

/** What VS Code shows of an error is its trace alone; so that begins with what went wrong, if it does not say it already. */
export function traceOf({ name, message, trace }: Pick<RunError, 'name' | 'message' | 'trace'>): string {
  const lines = Array.isArray(trace) ? trace.join('\n') : trace,
    head = message === '' ? name : `${name}: ${message}`;
  // A cell's own text can stand in a trace: a line that ends with the message says it. That of a compiler's names its line twice.
  const words = message.split('\n')[0]!.replace(/^line \d+: /, '');
  const said = words !== '' && lines.split('\n').some(line => line.endsWith(words));
  return said ? lines : [head, lines].filter(part => part !== '').join('\n');
}

/** Text that comes within this time is shown together, in milliseconds: a loop that prints must not flood the editor. */
const pause = 25;

/** The outputs of one run of one cell. */
export class CellOutputs<O> {
  private chain: Promise<void> = Promise.resolve();
  private stream: { output: O; name: StreamName } | null = null;
  private waiting: { name: StreamName; text: string; timer: NodeJS.Timeout } | null = null;
  private clearFirst = false;

  /**
   * @param displays The displays of the notebook by their ids: a later cell may update an earlier one's.
   * @param failed Hears what the sink throws, since a cell can vanish while it runs.
   */
  constructor(
    private readonly sink: Sink<O>,
    private readonly displays: Map<string, O>,
    private readonly failed: (error: unknown) => void,
  ) {}

  receive(event: OutputEvent): void {
    if (event.kind === 'stream') {
      if (this.waiting?.name === event.name) this.waiting.text += event.text;
      else {
        this.flush();
        this.waiting = { name: event.name, text: event.text, timer: setTimeout(() => this.flush(), pause) };
      }
      return;
    }
    this.flush();
    if (event.kind === 'clear') this.then(() => this.clear(event.wait));
    else this.then(() => this.display(event));
  }

  /** Everything is under the cell. */
  async settled(): Promise<void> {
    this.flush();
    await this.chain;
  }

  private flush(): void {
    if (this.waiting === null) return;
    const { name, text, timer } = this.waiting;
    clearTimeout(timer);
    this.waiting = null;
    this.then(() => this.print(name, text));
  }

  private then(step: () => PromiseLike<void> | undefined): void {
    this.chain = this.chain.then(step).catch(this.failed);
  }

  private async print(name: StreamName, text: string): Promise<void> {
    await this.clearNow();
    if (this.stream?.name === name) return this.sink.extendStream(this.stream.output, name, text);
    const { output, done } = this.sink.appendStream(name, text);
    this.stream = { output, name };
    return done;
  }

  private async display(event: OutputEvent & { kind: 'display' | 'update' }): Promise<void> {
    const items = itemsOf(event.data),
      shown = event.displayId ? this.displays.get(event.displayId) : undefined;
    if (event.kind === 'update') return shown === undefined ? undefined : this.sink.replace(shown, items);
    await this.clearNow();
    this.stream = null;
    const { output, done } = this.sink.append(items, event.metadata ?? {});
    if (event.displayId) this.displays.set(event.displayId, output);
    return done;
  }

  private async clear(wait: boolean): Promise<void> {
    this.clearFirst = wait;
    if (!wait) await this.wipe();
  }

  private async clearNow(): Promise<void> {
    if (this.clearFirst) await this.wipe();
  }

  private async wipe(): Promise<void> {
    this.clearFirst = false;
    this.stream = null;
    await this.sink.clear();
  }
}
