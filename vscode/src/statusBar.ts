// The window's status bar: how many exercises of the open notebook are passed, and what its worker does.

import * as vscode from 'vscode';
import type { CourseModel } from './courseModel.ts';
import { isOurs } from './notebookFacts.ts';
import type { Server } from './server.ts';
import { t } from './text.ts';
import type { WorkerParams } from './wire.ts';

export class StatusBar implements vscode.Disposable {
  private readonly progress = vscode.window.createStatusBarItem('coursekit.progress', vscode.StatusBarAlignment.Left, 100);
  private readonly worker = vscode.window.createStatusBarItem('coursekit.worker', vscode.StatusBarAlignment.Left, 99);
  private readonly states = new Map<string, WorkerParams>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly model: CourseModel,
    server: Server,
  ) {
    this.progress.name = t('CourseKit: exercises');
    this.progress.command = 'coursekit.welcome';
    this.worker.name = t('CourseKit: C#');
    this.worker.command = 'coursekit.log';
    this.subscriptions = [
      this.progress,
      this.worker,
      model.onDidChange(() => this.show()),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.show()),
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => this.states.delete(uri.toString())),
      server.onWorker(worker => {
        this.states.set(vscode.Uri.parse(worker.notebook).toString(), worker);
        this.show();
      }),
      server.onDied(() => {
        this.states.clear();
        this.show();
      }),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private show(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (notebook === undefined || !isOurs(notebook.metadata)) {
      this.progress.hide();
      this.worker.hide();
      return;
    }
    this.showProgress(notebook.uri);
    this.showWorker(this.states.get(notebook.uri.toString()));
  }

  private showProgress(notebook: vscode.Uri): void {
    const info = this.model.notebook(notebook);
    if (info === undefined || info.exercises.length === 0) return this.progress.hide();
    const { done, total } = this.model.tally([info]),
      whole = this.model.tally(this.model.notebooks);
    this.progress.text = `$(mortar-board) ${t('{0}/{1} exercises', done, total)}`;
    this.progress.tooltip = t(
      '{0}: {1} of {2} exercises done; the course: {3} of {4}',
      info.title,
      done,
      total,
      whole.done,
      whole.total,
    );
    this.progress.accessibilityInformation = { label: t('{0} of {1} exercises done', done, total), role: 'button' };
    this.progress.show();
  }

  private showWorker(worker: WorkerParams | undefined): void {
    if (worker === undefined) return this.worker.hide();
    const [icon, word] = {
      starting: ['$(loading~spin)', t('starting')],
      idle: ['$(circle-outline)', t('idle')],
      busy: ['$(circle-filled)', t('busy')],
      died: ['$(error)', t('ended')],
    }[worker.state];
    this.worker.text = `${icon} C#`;
    this.worker.tooltip = worker.message ?? `C#: ${word}`;
    this.worker.accessibilityInformation = { label: `C#: ${word}`, role: 'button' };
    this.worker.show();
  }
}
