// The course as the editor shows it: what the server says of it, with the checks that ran here.

import * as vscode from 'vscode';
import { cellId, cellRole } from './notebookFacts.ts';
import { readCheck, standingOf, tally, type Standing } from './progress.ts';
import type { Server } from './server.ts';
import { checkMime, methods, type CheckResult, type CourseInfo, type ExerciseInfo, type NotebookInfo } from './wire.ts';
import type { Kernel } from './kernel.ts';
import { notebookType } from './kernel.ts';

/** An exercise with its notebook. */
export interface Exercise {
  notebook: vscode.Uri;
  info: ExerciseInfo;
}

export class CourseModel implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  /** By notebook, exercise and check cell. */
  private readonly results = new Map<string, Map<string, Map<string, CheckResult>>>();
  private readonly subscriptions: vscode.Disposable[];
  private folders: { folder: vscode.Uri; course: CourseInfo }[] = [];
  private refreshing: Promise<void> | null = null;
  private again = false;

  readonly onDidChange = this.changes.event;

  constructor(
    private readonly server: Server,
    kernel: Kernel,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      this.changes,
      server.onCourseChanged(() => void this.refresh()),
      kernel.onCheck(({ cell, result }) => {
        this.keep(cell.notebook.uri, result.exercise, cell.document.uri.toString(), result);
        this.changes.fire();
      }),
      vscode.workspace.onDidOpenNotebookDocument(notebook => {
        this.readOutputs(notebook);
        this.changes.fire();
      }),
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => {
        this.results.delete(uri.toString());
        this.changes.fire();
      }),
    ];
    for (const notebook of vscode.workspace.notebookDocuments) this.readOutputs(notebook);
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  get courses(): readonly CourseInfo[] {
    return this.folders.map(({ course }) => course);
  }

  get notebooks(): readonly NotebookInfo[] {
    return this.courses.flatMap(course => course.notebooks);
  }

  /** Asks the server anew. */
  refresh(): Promise<void> {
    if (this.refreshing !== null) {
      this.again = true;
      return this.refreshing;
    }
    this.refreshing = this.load().finally(() => {
      this.refreshing = null;
      if (!this.again) return;
      this.again = false;
      void this.refresh();
    });
    return this.refreshing;
  }

  folderOf(notebook: vscode.Uri): vscode.Uri | undefined {
    return this.folders.find(({ course }) => course.notebooks.some(({ uri }) => same(uri, notebook)))?.folder;
  }

  notebook(uri: vscode.Uri): NotebookInfo | undefined {
    return this.notebooks.find(notebook => same(notebook.uri, uri));
  }

  exercise(notebook: vscode.Uri, id: string): Exercise | undefined {
    const info = this.notebook(notebook)?.exercises.find(exercise => exercise.id === id);
    return info === undefined ? undefined : { notebook, info };
  }

  /** The results of an exercise's check cells, as far as they ran. */
  resultsOf(notebook: vscode.Uri, exercise: string): CheckResult[] {
    return [...(this.results.get(notebook.toString())?.get(exercise)?.values() ?? [])];
  }

  standingOf({ notebook, info }: Exercise): Standing {
    const here = this.results.get(notebook.toString())?.get(info.id);
    // An empty entry is an answer that was reset, or whose check runs.
    return here?.size === 0 ? { state: 'open', passed: 0, total: 0 } : standingOf(info, this.resultsOf(notebook, info.id));
  }

  tally(notebooks: readonly NotebookInfo[]): { done: number; total: number } {
    return tally(notebooks, ({ uri }, info) => this.standingOf({ notebook: vscode.Uri.parse(uri), info }));
  }

  /** An answer that changes keeps its last result until it is checked again; a reset one loses it, whatever the server knows. */
  forgetResults(notebook: vscode.Uri, exercise: string): void {
    gotten(this.results, notebook.toString(), () => new Map<string, Map<string, CheckResult>>()).set(exercise, new Map());
    this.changes.fire();
  }

  private async load(): Promise<void> {
    const found: typeof this.folders = [];
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      if (uri.scheme !== 'file') continue;
      try {
        const course = await this.server.ask<CourseInfo | null>(methods.course, { folder: uri.toString() });
        if (course !== null && course.notebooks.length > 0) found.push({ folder: uri, course });
      } catch (error) {
        this.log.warn(`coursekit/course: ${String(error)}`);
      }
    }
    this.folders = found;
    await vscode.commands.executeCommand('setContext', 'coursekit.hasCourse', found.length > 0);
    this.changes.fire();
  }

  /** A saved notebook brings its results with it. */
  private readOutputs(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    for (const cell of notebook.getCells()) {
      const item = cell.outputs.flatMap(output => output.items).find(({ mime }) => mime === checkMime);
      if (item === undefined) continue;
      const result = readCheck(parsed(item.data));
      if (result !== null) this.keep(notebook.uri, result.exercise, cell.document.uri.toString(), result);
    }
  }

  private keep(notebook: vscode.Uri, exercise: string, cell: string, result: CheckResult): void {
    const ofNotebook = gotten(this.results, notebook.toString(), () => new Map<string, Map<string, CheckResult>>());
    gotten(ofNotebook, exercise, () => new Map<string, CheckResult>()).set(cell, result);
  }
}

/** The cell of an open notebook in which an exercise is answered. */
export const answerCell = (notebook: vscode.NotebookDocument, exercise: Exercise['info']): vscode.NotebookCell | undefined =>
  notebook.getCells().find(cell => cellId(cell.metadata) === exercise.answerCell) ??
  notebook.getCells().find(({ metadata }) => cellRole(metadata).role === 'answer' && cellRole(metadata).exercise === exercise.id);

const same = (uri: string, other: vscode.Uri): boolean => vscode.Uri.parse(uri).toString() === other.toString();

function gotten<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
