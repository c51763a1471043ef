// What can be done with an answer, above its first line.

import * as vscode from 'vscode';
import type { CourseModel } from './courseModel.ts';
import { notebookType } from './kernel.ts';
import { cellRole, isOurs } from './notebookFacts.ts';
import { sign } from './progress.ts';
import { t } from './text.ts';

export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeCodeLenses = this.changes.event;

  constructor(private readonly model: CourseModel) {
    this.subscriptions = [
      this.changes,
      model.onDidChange(() => this.changes.fire()),
      vscode.languages.registerCodeLensProvider({ notebookType, language: 'csharp' }, this),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const cell = cellOf(document);
    if (cell === undefined || !isOurs(cell.notebook.metadata)) return [];
    const { role, exercise } = cellRole(cell.metadata);
    if (role !== 'answer' || exercise === undefined) return [];
    const known = this.model.exercise(cell.notebook.uri, exercise);
    const state = known === undefined ? 'open' : this.model.standingOf(known).state;
    const lens = (title: string, command: string, tooltip: string): vscode.CodeLens =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command: `coursekit.${command}`, tooltip, arguments: [cell] });
    return [
      lens(`${sign(state)} ${t('Check this exercise')}`, 'check', t('Run this answer and its checks')),
      lens(t('Hint'), 'hint', t('Show the next hint')),
      lens(t('Reset'), 'reset', t('Put the empty answer back')),
      lens(t('Compare'), 'compare', t('Compare with the last version that passed')),
    ];
  }
}

export const cellOf = (document: vscode.TextDocument): vscode.NotebookCell | undefined =>
  vscode.workspace.notebookDocuments.flatMap(notebook => notebook.getCells()).find(cell => cell.document === document);
