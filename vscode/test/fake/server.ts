// Speaks the wire without C#: enough for the tests of the extension. What a cell does is read off its text.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type Disposable,
  createMessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { CheckLine, CheckResult, ExerciseInfo, NotebookInfo, RunEnd, RunParams } from '../../src/wire.ts';
import { checkMime, methods, protocol } from '../../src/wire.ts';

interface Cell {
  id: string;
  cell_type: string;
  source: string[] | string;
  metadata: { coursekit?: { role?: string; exercise?: string; points?: number; difficulty?: number } };
}

const rightAnswers: Record<string, RegExp> = { '02.2': /F\(-z\)/ };

export interface FakeOptions {
  protocol?: number;
}

/** Serves one client over two streams. */
export function serve(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  { protocol: spoken = protocol }: FakeOptions = {},
): MessageConnection {
  const connection = createMessageConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const texts = new Map<string, string>(),
    answers = new Map<string, string>(),
    passed = new Map<string, { code: string; at: number }>(),
    results = new Map<string, CheckResult>();
  const running = new Map<string, (state: 'interrupted' | 'died') => void>(),
    marks = new Map<string, number>();
  let count = 0;

  // As the real one: a request has one parameter, and what the library hands over behind it is its cancellation.
  const answer = connection.onRequest.bind(connection) as (method: string, handler: (...all: unknown[]) => unknown) => Disposable;
  connection.onRequest = ((method: string, handler: (...all: unknown[]) => unknown) =>
    answer(method, (...all) =>
      all.length > 2 ? new ResponseError(-32601, `${method} takes one parameter, not ${all.length - 1}`) : handler(...all),
    )) as typeof connection.onRequest;

  connection.onRequest('initialize', (params: { initializationOptions?: { coursekit?: { protocol?: number } } }) => {
    const theirs = params.initializationOptions?.coursekit?.protocol;
    if (theirs !== spoken)
      return new ResponseError(-32002, `This coursekit speaks protocol ${spoken}, the extension ${theirs}. Run: coursekit vscode install`);
    return {
      serverInfo: { name: 'coursekit', version: '0.0.0-fake' },
      capabilities: {
        notebookDocumentSync: {
          notebookSelector: [{ notebook: { notebookType: 'jupyter-notebook' }, cells: [{ language: 'csharp' }] }],
          save: true,
        },
        completionProvider: { triggerCharacters: ['.'] },
        hoverProvider: true,
        signatureHelpProvider: { triggerCharacters: ['(', ','] },
        experimental: { coursekit: { protocol: spoken } },
      },
    };
  });
  connection.onRequest('shutdown', () => null);
  connection.onNotification('exit', () => process.exit(0));
  connection.onNotification('initialized', () => undefined);
  connection.onNotification('notebookDocument/didOpen', (params: { cellTextDocuments: { uri: string; text: string }[] }) => {
    for (const { uri, text } of params.cellTextDocuments) keep(uri, text);
  });
  connection.onNotification(
    'notebookDocument/didChange',
    (params: { change: { cells?: { textContent?: { document: { uri: string }; changes: Change[] }[] } } }) => {
      for (const { document, changes } of params.change.cells?.textContent ?? [])
        keep(document.uri, changes.reduce(changed, texts.get(document.uri) ?? ''));
    },
  );

  connection.onRequest('textDocument/completion', () => [
    { label: 'WriteLine', kind: 2, detail: 'void Console.WriteLine(string value)', documentation: 'Writes a line.' },
    { label: 'Write', kind: 2, detail: 'void Console.Write(string value)' },
  ]);
  connection.onRequest('textDocument/hover', () => ({
    contents: { kind: 'markdown', value: '```csharp\ndouble Math.Exp(double d)\n```\n\ne raised to a power.' },
  }));
  connection.onRequest('textDocument/signatureHelp', () => ({
    signatures: [{ label: 'double Math.Exp(double d)', parameters: [{ label: 'double d' }] }],
    activeSignature: 0,
    activeParameter: 0,
  }));

  connection.onRequest(methods.run, async (params: RunParams): Promise<RunEnd> => {
    const startedAt = Date.now();
    const end = (state: RunEnd['state'], error?: RunEnd['error']): RunEnd => {
      running.delete(params.notebook);
      void connection.sendNotification(methods.worker, { notebook: params.notebook, state: state === 'died' ? 'died' : 'idle' });
      return { state, count, startedAt, endedAt: Date.now(), ...(error === undefined ? {} : { error }) };
    };
    const stopped = new Promise<'interrupted' | 'died'>(resolve => running.set(params.notebook, resolve));
    count++;
    void connection.sendNotification(methods.worker, { notebook: params.notebook, state: 'busy' });
    const said = (rest: object): Promise<void> => connection.sendNotification(methods.output, { run: params.run, ...rest });
    const { code } = params;

    for (const [, text] of code.matchAll(/Console\.WriteLine\("([^"]*)"\)/g))
      await said({ kind: 'stream', name: 'stdout', text: `${text}\n` });
    for (const [, text] of code.matchAll(/Console\.Error\.WriteLine\("([^"]*)"\)/g))
      await said({ kind: 'stream', name: 'stderr', text: `${text}\n` });
    if (code.includes('Console.ReadLine()')) {
      const answer = await connection.sendRequest<{ text: string } | null>(methods.input, {
        run: params.run,
        prompt: 'Name?',
        password: false,
      });
      await said({ kind: 'stream', name: 'stdout', text: `Hello, ${answer?.text ?? 'nobody'}\n` });
    }
    if (code.includes('progress')) {
      for (let i = 0; i <= 3; i++)
        await said({ kind: i === 0 ? 'display' : 'update', displayId: 'bar', data: { 'text/plain': `step ${i} of 3` }, metadata: {} });
    }
    if (code.includes('GenericChart'))
      await said({ kind: 'display', data: { 'application/vnd.plotly.v1+json': chart, 'text/plain': '[a chart]' }, metadata: {} });
    if (code.includes('while (true)')) {
      await said({ kind: 'stream', name: 'stdout', text: 'on and on\n' });
      const state = await stopped;
      return end(state, { name: 'OperationCanceledException', message: 'The cell was interrupted.', trace: '' });
    }
    const thrown = /throw new Exception\("([^"]*)"\)/.exec(code);
    if (thrown !== null && !code.includes('YOUR CODE HERE'))
      return end('error', {
        name: 'Exception',
        message: thrown[1]!,
        trace: `System.Exception: ${thrown[1]!}`,
        line: code.slice(0, thrown.index).split('\n').length,
      });
    if (code.includes('Environment.Exit'))
      return end('died', { name: 'CourseKit', message: 'The C# process ended; all variables are lost.', trace: '' });
    const exercise = /Check\.Report\("([\d.]+)"\)/.exec(code)?.[1];
    if (exercise !== undefined) {
      const result = judged(exercise, answers.get(exercise) ?? '');
      results.set(exercise, result);
      if (result.passed === result.total) passed.set(exercise, { code: answers.get(exercise) ?? '', at: Date.now() });
      await said({ kind: 'display', data: { [checkMime]: result, 'text/html': '<b>check</b>', 'text/plain': 'check' }, metadata: {} });
      void connection.sendNotification(methods.courseChanged, {});
    }
    return end('ok');
  });
  connection.onRequest(methods.interrupt, ({ notebook }: { notebook: string }) => {
    running.get(notebook)?.('interrupted');
    return null;
  });
  connection.onRequest(methods.restart, ({ notebook }: { notebook: string }) => {
    running.get(notebook)?.('died');
    count = 0;
    void connection.sendNotification(methods.worker, { notebook, state: 'idle' });
    return null;
  });

  connection.onRequest(methods.course, ({ folder }: { folder: string }) => course(folder));
  connection.onRequest(methods.hint, ({ stage, exercise }: { stage: number; exercise: string }) =>
    exercise === '02.2'
      ? { text: ['What is the slope where σ is 1/2?', 'It is σ(1 − σ).'][stage - 1] ?? '', stage, stages: 2 }
      : null,
  );
  connection.onRequest(methods.reset, ({ notebook, exercise }: { notebook: string; exercise: string }) => {
    const cell = cellsOf(fileURLToPath(notebook)).find(
      ({ metadata }) => metadata.coursekit?.role === 'answer' && metadata.coursekit.exercise === exercise,
    );
    return cell === undefined ? new ResponseError(-32602, `There is no exercise ${exercise}.`) : { cell: cell.id, code: source(cell) };
  });
  connection.onRequest(methods.lastPassed, ({ exercise }: { exercise: string }) => {
    const found = passed.get(exercise);
    return found === undefined ? null : { cell: `ex-${exercise.replace('.', '-')}`, ...found };
  });
  connection.onRequest(methods.submit, ({ notebook }: { notebook: string }) => ({
    file: notebook,
    time: Date.now(),
    receipt: 'c0ffee',
    to: 'the folder "submitted"',
  }));
  connection.onRequest(methods.grades, () => ({
    students: ['Anna', 'Bertrand'].map((name, index) => ({
      name,
      total: 7 + index + (marks.get(name) ?? 0),
      of: 12,
      notebooks: [
        {
          name: '02-activations',
          points: 7 + index + (marks.get(name) ?? 0),
          of: 12,
          flags: index === 1 ? ['late by 2 days'] : [],
          submission: null,
          feedback: null,
        },
      ],
    })),
  }));
  connection.onRequest(methods.mark, ({ student, points }: { student: string; points: number }) => {
    marks.set(student, points);
    return null;
  });

  connection.listen();
  return connection;

  function keep(uri: string, text: string): void {
    texts.set(uri, text);
    if (text.startsWith('class SigmoidUnit')) answers.set('02.2', text);
  }

  function course(folder: string): { name: string; notebooks: NotebookInfo[] } | null {
    const path = join(fileURLToPath(folder), 'notebooks');
    let names: string[];
    try {
      names = readdirSync(path)
        .filter(name => name.endsWith('.ipynb'))
        .sort();
    } catch {
      return null;
    }
    return {
      name: 'Deep learning for vision',
      notebooks: names.map(name => {
        const file = join(path, name),
          cells = cellsOf(file);
        return {
          uri: pathToFileURL(file).toString(),
          title: titleOf(file, name),
          minutes: 90,
          exercises: cells.filter(({ metadata }) => metadata.coursekit?.role === 'answer').map(cell => exerciseInfo(cell, cells)),
        };
      }),
    };
  }

  function exerciseInfo(cell: Cell, cells: Cell[]): ExerciseInfo {
    const id = cell.metadata.coursekit?.exercise ?? '',
      checks = cells.filter(({ metadata }) => metadata.coursekit?.role === 'check' && metadata.coursekit.exercise === id),
      result = results.get(id);
    return {
      id,
      title: headingAbove(cell, cells),
      points: checks.reduce((sum, { metadata }) => sum + (metadata.coursekit?.points ?? 0), 0),
      stars: cell.metadata.coursekit?.difficulty ?? 1,
      minutes: 10,
      answerCell: cell.id,
      checkCell: checks[0]?.id ?? '',
      state: result === undefined ? 'open' : result.passed === result.total ? 'passed' : 'failed',
      passed: result?.passed ?? 0,
      total: result?.total ?? 0,
    };
  }
}

interface Change {
  range?: { start: Place; end: Place };
  text: string;
}

interface Place {
  line: number;
  character: number;
}

function changed(text: string, { range, text: fresh }: Change): string {
  if (range === undefined) return fresh;
  const at = ({ line, character }: Place): number =>
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, each) => sum + each.length + 1, 0) + character;
  return text.slice(0, at(range.start)) + fresh + text.slice(at(range.end));
}

const source = (cell: Cell): string => (Array.isArray(cell.source) ? cell.source.join('') : cell.source);

const cellsOf = (file: string): Cell[] => (JSON.parse(readFileSync(file, 'utf8')) as { cells: Cell[] }).cells;

const titleOf = (file: string, name: string): string =>
  (JSON.parse(readFileSync(file, 'utf8')) as { metadata: { title?: string } }).metadata.title ?? name.replace('.ipynb', '');

/** The heading above an answer, without its kind. */
function headingAbove(cell: Cell, cells: Cell[]): string {
  const above = cells
    .slice(0, cells.indexOf(cell))
    .filter(each => each.cell_type === 'markdown' && /^#/m.test(source(each)))
    .at(-1);
  const heading = above === undefined ? undefined : /^#+ (.*)$/m.exec(source(above))?.[1];
  return heading?.replace(/^(Exercise [\d.]+|Question): /, '').replace(/ ★+$/, '') ?? '';
}

function judged(exercise: string, answer: string): CheckResult {
  const attempted = !answer.includes('NotImplementedException'),
    right = attempted && (rightAnswers[exercise]?.test(answer) ?? true);
  const failed: CheckLine = {
    name: 'slopes',
    state: 'failed',
    message: 'off by 5 in the first digit',
    hints: ['The slope is 1/4 at 0.'],
    line: 5,
  };
  const names = ['values', 'slopes', 'slopes at -1000 and 0.3'],
    checks: CheckLine[] = names.map(name => ({ name, state: attempted ? 'passed' : 'skipped' }));
  if (attempted && !right) checks.splice(1, 2, failed, { ...failed, name: 'slopes at -1000 and 0.3' });
  const passed = checks.filter(({ state }) => state === 'passed').length;
  return { exercise, title: `exercise ${exercise}`, passed, total: checks.length, points: passed / 3, checks };
}

const chart = {
  data: [{ type: 'scatter', mode: 'lines', name: 'loss', x: [1, 2, 3], y: [3, 2, 1.5], line: { color: '#1F4EC3' } }],
  layout: { title: { text: 'Loss' }, width: 700, height: 400 },
};
