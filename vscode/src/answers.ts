// Hints for an answer, its reset, and its comparison with what has passed.

import * as vscode from 'vscode';
import type { CourseModel } from './courseModel.ts';
import type { Kernel } from './kernel.ts';
import { cellId, cellRole } from './notebookFacts.ts';
import type { Server } from './server.ts';
import { t } from './text.ts';
import { methods, type CellCode, type Hint } from './wire.ts';

const scheme = 'coursekit-passed';

/** An answer: its cell and the exercise's number. */
export interface Answer {
  cell: vscode.NotebookCell;
  exercise: string;
}

export class Answers implements vscode.Disposable {
  private readonly stages = new Map<string, number>();
  private readonly versions = new Map<string, string>();
  private readonly versionChanges = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly server: Server,
    private readonly model: CourseModel,
    private readonly kernel: Kernel,
  ) {
    this.subscriptions = [
      this.versionChanges,
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.versionChanges.event,
        provideTextDocumentContent: uri => this.versions.get(uri.toString()) ?? '',
      }),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** Shows the next hint, or the first when all were shown. */
  async hint({ cell, exercise }: Answer): Promise<void> {
    const notebook = cell.notebook.uri.toString(),
      key = `${notebook}#${exercise}`;
    for (;;) {
      const stage = (this.stages.get(key) ?? 0) + 1;
      const hint = await this.server.ask<Hint | null>(methods.hint, { notebook, exercise, stage });
      if (hint === null || hint.text === '') {
        void vscode.window.showInformationMessage(
          t('There is no hint for exercise {0}. Check your answer: a failing check often says more.', exercise),
        );
        return;
      }
      const last = hint.stage >= hint.stages,
        next = t('Next hint');
      this.stages.set(key, last ? 0 : hint.stage);
      const chosen = await vscode.window.showInformationMessage(
        t('Exercise {0}, hint {1} of {2}: {3}', exercise, hint.stage, hint.stages, hint.text),
        ...(last ? [] : [next]),
      );
      if (chosen !== next) return;
    }
  }

  /** Puts the stub back, after a question; undo brings the answer back. */
  async reset({ cell, exercise }: Answer): Promise<void> {
    const stub = await this.server.ask<CellCode>(methods.reset, { notebook: cell.notebook.uri.toString(), exercise });
    const target = cell.notebook.getCells().find(({ metadata }) => cellId(metadata) === stub.cell) ?? cell;
    if (sameCode(target.document.getText(), stub.code)) {
      void vscode.window.showInformationMessage(t('Exercise {0} is as it was given.', exercise));
      return;
    }
    const yes = t('Reset');
    const chosen = await vscode.window.showWarningMessage(
      t('Reset your answer to exercise {0}?', exercise),
      { modal: true, detail: t('The empty answer comes back. Undo brings yours back.') },
      yes,
    );
    if (chosen !== yes) return;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(target.document.uri, target.document.validateRange(new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0)), stub.code);
    await vscode.workspace.applyEdit(edit);
    this.stages.delete(`${cell.notebook.uri.toString()}#${exercise}`);
    // What the checks said is about another answer.
    await this.kernel.clear(cell.notebook.getCells().filter(({ metadata }) => cellRole(metadata).exercise === exercise));
    this.model.forgetResults(cell.notebook.uri, exercise);
  }

  /** Opens the answer beside its last version that passed. */
  async compare({ cell, exercise }: Answer): Promise<void> {
    const passed = await this.server.ask<CellCode | null>(methods.lastPassed, { notebook: cell.notebook.uri.toString(), exercise });
    if (passed === null) {
      void vscode.window.showInformationMessage(t('No version of exercise {0} has passed yet.', exercise));
      return;
    }
    if (sameCode(passed.code, cell.document.getText())) {
      void vscode.window.showInformationMessage(t('This is the last version of exercise {0} that passed.', exercise));
      return;
    }
    // Two documents of our own: a comparison is for reading, and closing it touches nothing.
    const left = this.version('passed', exercise, cell, passed.code);
    const right = this.version('now', exercise, cell, cell.document.getText());
    const when = passed.at === undefined ? '' : ` (${new Date(passed.at).toLocaleString(vscode.env.language)})`;
    await vscode.commands.executeCommand('vscode.diff', left, right, t('{0}: what passed{1} and your answer', exercise, when), {
      preview: true,
    });
  }

  private version(which: string, exercise: string, cell: vscode.NotebookCell, code: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${which}/${exercise}.cs`, query: cell.notebook.uri.toString() });
    this.versions.set(uri.toString(), code);
    this.versionChanges.fire(uri);
    return uri;
  }
}

const sameCode = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd();
