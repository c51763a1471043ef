// The exercises in VS Code's Testing view, where each can be run and shows what failed.

import * as vscode from 'vscode';
import type { Checking } from './checking.ts';
import type { CourseModel, Exercise } from './courseModel.ts';
import { isDone, type Standing } from './progress.ts';
import { t } from './text.ts';
import type { CheckLine } from './wire.ts';

export class TestingView implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController('coursekit', t('Exercises'));
  private readonly exercises = new WeakMap<vscode.TestItem, Exercise>();
  private readonly subscriptions: vscode.Disposable[];
  /** The results that the view shows, by the items' ids. */
  private readonly told = new Map<string, string>();
  private readonly running = new Set<string>();
  private shown = '';
  private pause: NodeJS.Timeout | undefined;

  constructor(
    private readonly model: CourseModel,
    private readonly checking: Checking,
  ) {
    this.controller.createRunProfile(t('Check'), vscode.TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
    this.controller.refreshHandler = () => model.refresh();
    const changed = (): void => {
      this.list();
      // An exercise may have several check cells, which come one after the other.
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.showOthers(), 300);
    };
    this.subscriptions = [this.controller, model.onDidChange(changed)];
  }

  dispose(): void {
    clearTimeout(this.pause);
    for (const each of this.subscriptions) each.dispose();
  }

  private list(): void {
    const now = JSON.stringify(
      this.model.notebooks.map(({ uri, title, exercises }) => [uri, title, exercises.map(info => [info.id, info.title])]),
    );
    if (now === this.shown) return;
    this.shown = now;
    this.controller.items.replace(
      this.model.notebooks
        .filter(({ exercises }) => exercises.length > 0)
        .map(notebook => {
          const uri = vscode.Uri.parse(notebook.uri),
            parent = this.controller.createTestItem(notebook.uri, notebook.title, uri);
          parent.children.replace(
            notebook.exercises.map((info, index) => {
              const item = this.controller.createTestItem(`${notebook.uri}#${info.id}`, `${info.id} ${info.title}`, uri);
              item.sortText = String(index).padStart(4, '0');
              this.exercises.set(item, { notebook: uri, info });
              return item;
            }),
          );
          parent.sortText = uri.path;
          return parent;
        }),
    );
  }

  /** Checks that were asked for elsewhere show here too. */
  private showOthers(): void {
    for (const item of leaves([...this.controller.items].map(([, each]) => each))) {
      const exercise = this.exercises.get(item);
      if (exercise === undefined || this.running.has(item.id)) continue;
      const results = this.model.resultsOf(exercise.notebook, exercise.info.id);
      if (results.length === 0) {
        // The answer was reset: what was said of it is old.
        if (this.told.delete(item.id)) this.controller.invalidateTestResults(item);
        continue;
      }
      if (!this.isNews(item, exercise)) continue;
      const run = this.controller.createTestRun(new vscode.TestRunRequest([item]), undefined, false);
      this.report(run, item, exercise, this.model.standingOf(exercise));
      run.end();
    }
  }

  private isNews(item: vscode.TestItem, { notebook, info }: Exercise): boolean {
    const now = JSON.stringify(this.model.resultsOf(notebook, info.id)),
      news = this.told.get(item.id) !== now;
    this.told.set(item.id, now);
    return news;
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request),
      excluded = new Set(request.exclude);
    const items = [...leaves(request.include ?? [...this.controller.items].map(([, item]) => item))].filter(item => !excluded.has(item));
    for (const item of items) run.enqueued(item);
    for (const item of items) {
      const exercise = this.exercises.get(item);
      if (token.isCancellationRequested || exercise === undefined) {
        run.skipped(item);
        continue;
      }
      run.started(item);
      this.running.add(item.id);
      const start = Date.now();
      try {
        const notebook = await vscode.workspace.openNotebookDocument(exercise.notebook);
        this.report(run, item, exercise, await this.checking.check(notebook, exercise.info.id), Date.now() - start);
        this.isNews(item, exercise);
      } catch (error) {
        run.errored(item, new vscode.TestMessage(String(error)));
      }
      this.running.delete(item.id);
    }
    run.end();
  }

  private report(run: vscode.TestRun, item: vscode.TestItem, exercise: Exercise, standing: Standing | null, time?: number): void {
    if (standing !== null && isDone(standing)) run.passed(item, time);
    else if (standing?.state === 'failed')
      run.failed(
        item,
        this.model
          .resultsOf(exercise.notebook, exercise.info.id)
          .flatMap(({ checks }) => checks)
          .filter(({ state }) => state === 'failed')
          .map(message),
        time,
      );
    else run.skipped(item);
  }
}

const message = (line: CheckLine): vscode.TestMessage =>
  new vscode.TestMessage(
    [
      line.message === undefined ? line.name : `${line.name}: ${line.message}`,
      ...(line.hints ?? []).map(hint => t('Hint: {0}', hint)),
    ].join('\n'),
  );

function* leaves(items: readonly vscode.TestItem[]): Generator<vscode.TestItem> {
  for (const item of items)
    if (item.children.size === 0) yield item;
    else yield* leaves([...item.children].map(([, child]) => child));
}
