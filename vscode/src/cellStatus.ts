// An exercise's standing in the status bar of its answer.

import * as vscode from 'vscode';
import type { CourseModel } from './courseModel.ts';
import { notebookType } from './kernel.ts';
import { cellRole } from './notebookFacts.ts';
import { demands, sign, spoken } from './progress.ts';

export class CellStatus implements vscode.NotebookCellStatusBarItemProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeCellStatusBarItems = this.changes.event;

  constructor(private readonly model: CourseModel) {
    this.subscriptions = [
      this.changes,
      model.onDidChange(() => this.changes.fire()),
      vscode.notebooks.registerNotebookCellStatusBarItemProvider(notebookType, this),
    ];
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    const { role, exercise } = cellRole(cell.metadata);
    if (role !== 'answer' || exercise === undefined) return [];
    const known = this.model.exercise(cell.notebook.uri, exercise);
    if (known === undefined) return [];
    const standing = this.model.standingOf(known);
    const item = new vscode.NotebookCellStatusBarItem(
      `${sign(standing.state)} ${exercise}: ${spoken(standing)}`,
      vscode.NotebookCellStatusBarAlignment.Right,
    );
    item.tooltip = demands(known.info);
    item.accessibilityInformation = { label: `${exercise} ${known.info.title}, ${spoken(standing)}` };
    return [item];
  }
}
