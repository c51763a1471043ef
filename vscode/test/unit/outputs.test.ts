import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Item } from '../../src/mimeBundle.ts';
import { CellOutputs, traceOf, type Sink, type StreamName } from '../../src/outputs.ts';
import type { OutputEvent } from '../../src/wire.ts';

interface Shown {
  text: string;
}

/** Keeps what would stand under a cell. */
class Page implements Sink<Shown> {
  outputs: Shown[] = [];
  calls = 0;

  appendStream(name: StreamName, text: string) {
    return this.add(`${name}:${text}`);
  }

  async extendStream(output: Shown, _: StreamName, text: string) {
    this.calls++;
    output.text += text;
  }

  append(items: Item[]) {
    return this.add(shown(items));
  }

  async replace(output: Shown, items: Item[]) {
    output.text = shown(items);
  }

  async clear() {
    this.outputs = [];
  }

  private add(text: string) {
    this.calls++;
    const output = { text };
    this.outputs.push(output);
    return { output, done: Promise.resolve() };
  }
}

const shown = (items: Item[]): string => items.map(item => ('text' in item ? item.text : item.mime)).join('|');

const display = (text: string, displayId?: string): OutputEvent => ({
  run: 'r',
  kind: 'display',
  data: { 'text/plain': text },
  ...(displayId === undefined ? {} : { displayId }),
});

const print = (text: string, name: StreamName = 'stdout'): OutputEvent => ({ run: 'r', kind: 'stream', name, text });

async function after(events: OutputEvent[], displays = new Map<string, Shown>()): Promise<Page> {
  const page = new Page(),
    outputs = new CellOutputs<Shown>(page, displays, error => {
      throw error;
    });
  for (const event of events) outputs.receive(event);
  await outputs.settled();
  return page;
}

const texts = (page: Page): string[] => page.outputs.map(({ text }) => text);

test('text of one stream grows in one output; the other stream and a display begin new ones', async () => {
  const page = await after([print('a'), print('b'), print('!', 'stderr'), print('c'), display('d'), print('e')]);
  assert.deepEqual(texts(page), ['stdout:ab', 'stderr:!', 'stdout:c', 'd', 'stdout:e']);
});

test('a thousand lines are few calls', async () => {
  const page = await after(Array.from({ length: 1000 }, (_, i) => print(`${i}\n`)));
  assert.equal(page.outputs[0]!.text.split('\n').length, 1001);
  assert.equal(page.calls, 1);
});

test('text appears while the cell still runs', async () => {
  const page = new Page(),
    outputs = new CellOutputs<Shown>(page, new Map(), () => undefined);
  outputs.receive(print('now'));
  await new Promise(resolve => setTimeout(resolve, 100));
  assert.deepEqual(texts(page), ['stdout:now']);
});

test('an update edits its display in place, also one of an earlier cell', async () => {
  const displays = new Map<string, Shown>(),
    first = await after([display('0 %', 'bar'), print('x')], displays);
  await after([{ run: 'r', kind: 'update', data: { 'text/plain': '100 %' }, displayId: 'bar' }], displays);
  assert.deepEqual(texts(first), ['100 %', 'stdout:x']);
});

test('an update of what was never shown shows nothing', async () => {
  assert.deepEqual(texts(await after([{ run: 'r', kind: 'update', data: { 'text/plain': 'x' }, displayId: 'none' }])), []);
});

test('a clear is at once, or waits for the next output', async () => {
  assert.deepEqual(texts(await after([print('a'), { run: 'r', kind: 'clear', wait: false }])), []);
  assert.deepEqual(texts(await after([print('a'), { run: 'r', kind: 'clear', wait: true }])), ['stdout:a']);
  assert.deepEqual(texts(await after([print('a'), { run: 'r', kind: 'clear', wait: true }, print('b')])), ['stdout:b']);
});

test('a cell that vanishes while it runs breaks nothing', async () => {
  const page = new Page(),
    errors: unknown[] = [],
    outputs = new CellOutputs<Shown>(page, new Map(), error => errors.push(error));
  page.append = () => {
    throw new Error('no such cell');
  };
  outputs.receive(display('lost'));
  outputs.receive(print('kept'));
  await outputs.settled();
  assert.equal(errors.length, 1);
  assert.deepEqual(texts(page), ['stdout:kept']);
});

test('an error says what went wrong, once', () => {
  const line = 'In [2], line 2: throw new Exception("it broke");';
  assert.equal(traceOf({ name: 'Exception', message: 'it broke', trace: [line] }), `Exception: it broke\n${line}`);
  const said = ['In [1], line 1: error CS0103: The name does not exist', '  x'];
  assert.equal(traceOf({ name: 'CompilationError', message: 'line 1: CS0103: The name does not exist', trace: said }), said.join('\n'));
  assert.equal(traceOf({ name: 'Interrupted', message: '', trace: '' }), 'Interrupted');
});
