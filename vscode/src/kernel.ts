// The notebook controller: runs cells in the server's workers, a queue for each notebook.

import * as vscode from 'vscode';
import { CellOutputs } from './outputs.ts';
import { VsSink } from './vsSink.ts';
import { isOurs } from './notebookFacts.ts';
import type { Server } from './server.ts';
import { t } from './text.ts';
import { checkMime, methods, type CheckResult, type OutputEvent, type RunEnd, type RunParams } from './wire.ts';
import { readCheck } from './progress.ts';

export const notebookType = 'jupyter-notebook';

/** This kernel, as VS Code's commands name it. */
const self = { id: 'csharp', extension: 'coursekit.coursekit' };

interface Running {
  outputs: CellOutputs<vscode.NotebookCellOutput>;
  heard(event: OutputEvent): void;
}

/** What a notebook keeps while its worker lives. */
interface Session {
  queue: Promise<unknown>;
  /** Cells that ran, with the code that ran. */
  ran: Map<string, string>;
  displays: Map<string, vscode.NotebookCellOutput>;
  /** Grows when what waits is to be forgotten. */
  round: number;
}

export interface CheckEvent {
  cell: vscode.NotebookCell;
  result: CheckResult;
}

export interface RunOptions {
  stopOnError: boolean;
}

export class Kernel implements vscode.Disposable {
  private readonly controller = vscode.notebooks.createNotebookController('csharp', notebookType, 'C# (CourseKit)');
  private readonly sessions = new Map<string, Session>();
  private readonly running = new Map<string, Running>();
  private readonly checks = new vscode.EventEmitter<CheckEvent>();
  private readonly ends = new vscode.EventEmitter<{ cell: vscode.NotebookCell; end: RunEnd }>();
  private readonly selected = new Set<string>();
  private readonly selections = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private count = 0;

  /** A check's result appeared under a cell. */
  readonly onCheck = this.checks.event;
  /** A cell has ended. */
  readonly onEnd = this.ends.event;

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.controller.supportedLanguages = ['csharp'];
    this.controller.supportsExecutionOrder = true;
    this.controller.description = t('C# for this course');
    this.controller.executeHandler = (cells, notebook) => this.run(cells, notebook, { stopOnError: true }).then(() => undefined);
    this.controller.interruptHandler = notebook => this.interrupt(notebook);
    this.subscriptions = [
      this.controller,
      this.checks,
      this.ends,
      this.selections,
      this.controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        this.selected[selected ? 'add' : 'delete'](notebook.uri.toString());
        this.selections.fire();
      }),
      vscode.workspace.onDidOpenNotebookDocument(notebook => this.offer(notebook)),
      vscode.window.onDidChangeActiveNotebookEditor(editor => this.propose(editor)),
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => {
        this.forget(uri.toString());
        this.sessions.delete(uri.toString());
        this.selected.delete(uri.toString());
      }),
      server.onOutput(event => this.heard(event)),
      server.onDied(() => this.forgetAll()),
      server.onWorker(({ notebook, state }) => {
        if (state === 'died') this.sessions.get(vscode.Uri.parse(notebook).toString())?.ran.clear();
      }),
    ];
    server.readInput = ({ prompt, password }, token) =>
      vscode.window.showInputBox(
        { prompt: prompt === '' ? t('The cell reads a line.') : prompt, password, ignoreFocusOut: true, title: 'C#' },
        token,
      );
    for (const notebook of vscode.workspace.notebookDocuments) this.offer(notebook);
    this.propose(vscode.window.activeNotebookEditor);
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** Whether the cell ran in the present worker, as it is now. */
  hasRun(cell: vscode.NotebookCell): boolean {
    return this.sessions.get(cell.notebook.uri.toString())?.ran.get(cell.document.uri.toString()) === cell.document.getText();
  }

  /** Runs cells one after the other; gives how those ended that ran. */
  run(cells: readonly vscode.NotebookCell[], notebook: vscode.NotebookDocument, { stopOnError }: RunOptions): Promise<RunEnd[]> {
    const session = this.session(notebook),
      round = session.round;
    const executions = cells
      .filter(cell => cell.kind === vscode.NotebookCellKind.Code)
      .map(cell => this.controller.createNotebookCellExecution(cell));
    const work = session.queue.then(async () => {
      const ends: RunEnd[] = [];
      for (const [index, execution] of executions.entries()) {
        const end = session.round === round ? await this.runOne(execution, session, round) : null;
        if (end !== null) ends.push(end);
        if (end === null || end.state === 'died' || end.state === 'interrupted' || (stopOnError && end.state === 'error')) {
          for (const left of executions.slice(end === null ? index : index + 1)) abandon(left);
          break;
        }
      }
      return ends;
    });
    session.queue = work.catch(error => this.log.error(String(error)));
    return work;
  }

  /** Takes the outputs away. */
  async clear(cells: readonly vscode.NotebookCell[]): Promise<void> {
    for (const cell of cells.filter(({ outputs }) => outputs.length > 0)) {
      const execution = this.controller.createNotebookCellExecution(cell);
      execution.start();
      await execution.clearOutput();
      execution.end(undefined);
    }
  }

  /** Ends the running cell and forgets what waits; variables stay. */
  async interrupt(notebook: vscode.NotebookDocument): Promise<void> {
    this.session(notebook).round++;
    if (this.server.isRunning) await this.server.ask(methods.interrupt, { notebook: notebook.uri.toString() });
  }

  /** A fresh worker. */
  async restart(notebook: vscode.NotebookDocument): Promise<void> {
    this.forget(notebook.uri.toString());
    await this.server.ask(methods.restart, { notebook: notebook.uri.toString() });
    await this.session(notebook).queue;
    this.forget(notebook.uri.toString());
  }

  /** Makes this the notebook's kernel, if it is not yet: only then can cells be run from outside. */
  async choose(notebook: vscode.NotebookDocument): Promise<void> {
    const uri = notebook.uri.toString();
    if (this.selected.has(uri)) return;
    await vscode.window.showNotebookDocument(notebook, { preserveFocus: true });
    await vscode.commands.executeCommand('notebook.selectKernel', self);
    await this.untilSelected(uri, 3000);
  }

  private untilSelected(uri: string, patience: number): Promise<void> {
    if (this.selected.has(uri)) return Promise.resolve();
    return new Promise(resolve => {
      const stop = (): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      };
      const timer = setTimeout(stop, patience),
        listener = this.selections.event(() => this.selected.has(uri) && stop());
    });
  }

  /** Other extensions offer kernels for C# too: a notebook for which none was chosen yet gets this one, with no question. */
  private propose(editor: vscode.NotebookEditor | undefined): void {
    const ours = editor !== undefined && editor.notebook.notebookType === notebookType && isOurs(editor.notebook.metadata);
    void vscode.commands.executeCommand('setContext', 'coursekit.active', ours);
    if (ours) void vscode.commands.executeCommand('notebook.selectKernel', { ...self, skipIfAlreadySelected: true });
  }

  private offer(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType === notebookType && isOurs(notebook.metadata))
      this.controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  }

  private session(notebook: vscode.NotebookDocument): Session {
    const key = notebook.uri.toString();
    let session = this.sessions.get(key);
    if (session === undefined)
      this.sessions.set(key, (session = { queue: Promise.resolve(), ran: new Map(), displays: new Map(), round: 0 }));
    return session;
  }

  private forget(key: string): void {
    const session = this.sessions.get(key);
    if (session === undefined) return;
    session.round++;
    session.ran.clear();
    session.displays.clear();
  }

  private forgetAll(): void {
    for (const key of this.sessions.keys()) this.forget(key);
  }

  private heard(event: OutputEvent): void {
    const running = this.running.get(event.run);
    if (running === undefined) this.log.debug(`output of a cell that has ended: ${event.kind}`);
    else running.heard(event);
  }

  private async runOne(execution: vscode.NotebookCellExecution, session: Session, round: number): Promise<RunEnd | null> {
    const { cell } = execution,
      run = `${process.pid}-${++this.count}`,
      code = cell.document.getText(),
      startedAt = Date.now();
    if (cell.index < 0) return null;
    const sink = new VsSink(execution),
      outputs = new CellOutputs(sink, session.displays, error => this.log.warn(String(error)));
    let end: RunEnd;
    try {
      execution.start(startedAt);
      await execution.clearOutput();
      this.running.set(run, { outputs, heard: event => this.show(event, cell, outputs) });
      const params: RunParams = { notebook: cell.notebook.uri.toString(), cell: cell.document.uri.toString(), run, code };
      // What was interrupted while its outputs were cleared has not begun.
      end =
        session.round === round
          ? await this.server.ask<RunEnd>(methods.run, params)
          : { state: 'interrupted', count: 0, startedAt, endedAt: Date.now() };
    } catch (error) {
      // The server is gone, or never came.
      const message = error instanceof Error ? error.message : String(error);
      end = { state: 'died', count: 0, startedAt, endedAt: Date.now(), error: { name: 'CourseKit', message, trace: message } };
    }
    this.running.delete(run);
    try {
      await outputs.settled();
      if (end.count > 0) execution.executionOrder = end.count;
      if (end.state !== 'ok') await sink.fail(end);
      execution.end(end.state === 'ok', Math.max(end.endedAt, startedAt));
    } catch (error) {
      this.log.warn(`a cell vanished while it ran: ${String(error)}`);
    }
    if (end.state === 'ok') session.ran.set(cell.document.uri.toString(), code);
    else if (end.state === 'died') session.ran.clear();
    this.ends.fire({ cell, end });
    return end;
  }

  private show(event: OutputEvent, cell: vscode.NotebookCell, outputs: CellOutputs<vscode.NotebookCellOutput>): void {
    outputs.receive(event);
    if (event.kind !== 'display' && event.kind !== 'update') return;
    const result = readCheck(event.data[checkMime]);
    if (result !== null) this.checks.fire({ cell, result });
  }
}

function abandon(execution: vscode.NotebookCellExecution): void {
  try {
    execution.end(undefined);
  } catch {
    // It has ended already: its cell was deleted while it waited.
  }
}
