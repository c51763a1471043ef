// The exercises of all notebooks as a tree, with the checks of those that were checked.

import * as vscode from 'vscode';
import type { CourseModel, Exercise } from './courseModel.ts';
import { demands, spoken } from './progress.ts';
import { inPoints } from './gradeWords.ts';
import { t } from './text.ts';
import type { CheckLine, ExerciseState, NotebookInfo } from './wire.ts';

type Node =
  | { kind: 'notebook'; notebook: NotebookInfo }
  | { kind: 'exercise'; exercise: Exercise }
  | { kind: 'check'; exercise: Exercise; line: CheckLine };

export class ExercisesTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Node>;
  private readonly subscription: vscode.Disposable;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly model: CourseModel) {
    this.view = vscode.window.createTreeView('coursekit.exercises', { treeDataProvider: this, showCollapseAll: true });
    this.subscription = model.onDidChange(() => {
      const { done, total } = model.tally(model.notebooks);
      this.view.description = total === 0 ? '' : t('{0} of {1}', done, total);
      this.changes.fire();
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.view.dispose();
    this.changes.dispose();
  }

  getChildren(node?: Node): Node[] {
    switch (node?.kind) {
      case undefined:
        return this.model.notebooks.filter(({ exercises }) => exercises.length > 0).map(notebook => ({ kind: 'notebook', notebook }));
      case 'notebook': {
        const uri = vscode.Uri.parse(node.notebook.uri);
        return node.notebook.exercises.map(info => ({ kind: 'exercise', exercise: { notebook: uri, info } }));
      }
      case 'exercise':
        return this.model
          .resultsOf(node.exercise.notebook, node.exercise.info.id)
          .flatMap(({ checks }) => checks)
          .map(line => ({ kind: 'check', exercise: node.exercise, line }));
      case 'check':
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'notebook':
        return this.notebookItem(node.notebook);
      case 'exercise':
        return this.exerciseItem(node.exercise);
      case 'check':
        return checkItem(node.exercise, node.line);
    }
  }

  private notebookItem(notebook: NotebookInfo): vscode.TreeItem {
    const { done, total } = this.model.tally([notebook]),
      uri = vscode.Uri.parse(notebook.uri);
    const open = vscode.window.activeNotebookEditor?.notebook.uri.toString() === uri.toString();
    const item = new vscode.TreeItem(
      notebook.title,
      open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
    );
    item.id = uri.toString();
    item.description = [t('{0} of {1}', done, total), notebook.minutes === undefined ? '' : t('{0} min', notebook.minutes)]
      .filter(part => part !== '')
      .join(' · ');
    item.tooltip = `${uri.path.split('/').at(-1)}: ${t('{0} of {1} exercises done', done, total)}`;
    item.iconPath = done === total ? icons.passed : new vscode.ThemeIcon('notebook');
    item.contextValue = 'notebook';
    item.accessibilityInformation = { label: `${notebook.title}, ${t('{0} of {1} exercises done', done, total)}` };
    return item;
  }

  private exerciseItem(exercise: Exercise): vscode.TreeItem {
    const { info } = exercise,
      standing = this.model.standingOf(exercise),
      checked = this.model.resultsOf(exercise.notebook, info.id).length > 0;
    const item = new vscode.TreeItem(
      `${info.id} ${info.title}`,
      checked ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
    );
    item.id = `${exercise.notebook.toString()}#${info.id}`;
    item.description = demands(info);
    item.tooltip = `${info.id} ${info.title}\n${demands(info)}\n${spoken(standing)}`;
    item.iconPath = icons[standing.state];
    item.contextValue = 'exercise';
    item.command = { command: 'coursekit.open', title: t('Open'), arguments: [exercise] };
    const stars = info.stars === 1 ? t('difficulty 1 star') : t('difficulty {0} stars', info.stars);
    item.accessibilityInformation = { label: `${info.id} ${info.title}, ${spoken(standing)}, ${stars}, ${inPoints(info.points)}` };
    return item;
  }
}

const icons: Record<ExerciseState, vscode.ThemeIcon> = {
  passed: new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed')),
  answered: new vscode.ThemeIcon('circle-large-filled'),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  open: new vscode.ThemeIcon('circle-large-outline'),
};

function checkItem(exercise: Exercise, line: CheckLine): vscode.TreeItem {
  const item = new vscode.TreeItem(line.name);
  const state = {
    passed: t('passed'),
    failed: t('failed'),
    skipped: t('not attempted'),
    recorded: t('judged when the work is graded'),
  }[line.state];
  item.description = line.message ?? (line.state === 'skipped' ? state : '');
  item.tooltip = [line.message, ...(line.hints ?? [])].filter(part => part !== undefined).join('\n');
  item.iconPath = {
    passed: new vscode.ThemeIcon('check', new vscode.ThemeColor('testing.iconPassed')),
    failed: new vscode.ThemeIcon('close', new vscode.ThemeColor('testing.iconFailed')),
    skipped: new vscode.ThemeIcon('circle-outline'),
    recorded: new vscode.ThemeIcon('circle-filled'),
  }[line.state];
  item.command = { command: 'coursekit.open', title: t('Open'), arguments: [exercise] };
  item.accessibilityInformation = { label: `${line.name}, ${state}${line.message === undefined ? '' : `: ${line.message}`}` };
  return item;
}
