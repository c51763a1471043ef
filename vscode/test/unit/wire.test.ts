// The wire itself, against the fake server as a process of its own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { checkMime, methods, protocol, type OutputEvent, type RunEnd } from '../../src/wire.ts';

const program = fileURLToPath(new URL('../fake/main.mjs', import.meta.url));

async function withServer(use: (connection: MessageConnection, outputs: OutputEvent[]) => Promise<void>, spoken = protocol): Promise<void> {
  const child = spawn(process.execPath, [program], { stdio: 'pipe' }),
    outputs: OutputEvent[] = [];
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.onNotification(methods.output, (event: OutputEvent) => void outputs.push(event));
  connection.listen();
  const ended = new Promise(resolve => child.once('exit', resolve));
  try {
    await connection.sendRequest('initialize', { initializationOptions: { coursekit: { protocol: spoken } } });
    await use(connection, outputs);
  } finally {
    connection.dispose();
    child.stdin.end();
    await ended;
  }
}

const run = (connection: MessageConnection, code: string): Promise<RunEnd> =>
  connection.sendRequest(methods.run, { notebook: 'n', cell: 'c', run: '1', code });

test('outputs come before the end of their run', () =>
  withServer(async (connection, outputs) => {
    const end = await run(connection, 'Console.WriteLine("a"); Check.Report("02.2")');
    assert.equal(end.state, 'ok');
    assert.deepEqual(
      outputs.map(({ kind }) => kind),
      ['stream', 'display'],
    );
    assert.ok(checkMime in (outputs[1] as OutputEvent & { kind: 'display' }).data);
  }));

test('an interrupt ends the running cell', () =>
  withServer(async connection => {
    const running = run(connection, 'while (true) { }');
    await connection.sendRequest(methods.interrupt, { notebook: 'n' });
    assert.equal((await running).state, 'interrupted');
  }));

test('input is asked for, and may be refused', () =>
  withServer(async (connection, outputs) => {
    connection.onRequest(methods.input, () => null);
    await run(connection, 'Console.ReadLine()');
    assert.equal((outputs[0] as OutputEvent & { kind: 'stream' }).text, 'Hello, nobody\n');
  }));

test('another protocol is refused with what to do', async () => {
  await assert.rejects(
    withServer(async () => undefined, 2),
    /coursekit vscode install/,
  );
});

test('a request has one parameter', async () => {
  await withServer(async connection => {
    await assert.rejects(connection.sendRequest(methods.grades, { folder: 'file:///' }, null), /one parameter, not 2/);
  });
});
