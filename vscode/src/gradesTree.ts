// For instructors: the students of a graded class, their notebooks with points and flags.

import * as vscode from 'vscode';
import { flagged, points } from './gradeWords.ts';
import type { Server } from './server.ts';
import { t } from './text.ts';
import { methods, type GradedNotebook, type Grades, type Student } from './wire.ts';

export type GradeNode =
  | { kind: 'student'; folder: vscode.Uri; student: Student }
  | { kind: 'graded'; folder: vscode.Uri; student: Student; notebook: GradedNotebook }
  | { kind: 'flag'; text: string };

export class GradesTree implements vscode.TreeDataProvider<GradeNode>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<GradeNode>;
  private classes: { folder: vscode.Uri; grades: Grades }[] = [];

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.view = vscode.window.createTreeView('coursekit.grades', { treeDataProvider: this, showCollapseAll: true });
  }

  dispose(): void {
    this.view.dispose();
    this.changes.dispose();
  }

  async refresh(): Promise<void> {
    const found: typeof this.classes = [];
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      if (uri.scheme !== 'file') continue;
      try {
        const grades = await this.server.ask<Grades | null>(methods.grades, { folder: uri.toString() });
        if (grades !== null && grades.students.length > 0) found.push({ folder: uri, grades });
      } catch (error) {
        this.log.warn(`coursekit/grades: ${String(error)}`);
      }
    }
    this.classes = found;
    await vscode.commands.executeCommand('setContext', 'coursekit.hasGrades', found.length > 0);
    const students = found.flatMap(({ grades }) => grades.students);
    this.view.description = students.length === 0 ? '' : students.length === 1 ? t('1 student') : t('{0} students', students.length);
    this.changes.fire();
  }

  getChildren(node?: GradeNode): GradeNode[] {
    switch (node?.kind) {
      case undefined:
        return this.classes.flatMap(({ folder, grades }) =>
          grades.students.map(student => ({ kind: 'student' as const, folder, student })),
        );
      case 'student':
        return node.student.notebooks.map(notebook => ({ kind: 'graded', folder: node.folder, student: node.student, notebook }));
      case 'graded':
        return node.notebook.flags.map(text => ({ kind: 'flag', text }));
      case 'flag':
        return [];
    }
  }

  getTreeItem(node: GradeNode): vscode.TreeItem {
    if (node.kind === 'flag') return flagItem(node.text);
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    if (node.kind === 'student') {
      const { student } = node,
        flags = student.notebooks.flatMap(notebook => notebook.flags);
      const item = new vscode.TreeItem(student.name, Collapsed);
      item.id = `${node.folder.toString()}|${student.name}`;
      item.description = [points(student.total, student.of), flagged(flags.length)].filter(part => part !== '').join(' · ');
      item.iconPath = flags.length > 0 ? warning : new vscode.ThemeIcon('account');
      item.accessibilityInformation = { label: `${student.name}, ${item.description}` };
      return item;
    }
    const { notebook, student } = node,
      item = new vscode.TreeItem(notebook.name, notebook.flags.length > 0 ? Collapsed : None);
    item.id = `${node.folder.toString()}|${student.name}|${notebook.name}`;
    item.description = points(notebook.points, notebook.of);
    item.iconPath = notebook.flags.length > 0 ? warning : new vscode.ThemeIcon('notebook');
    item.contextValue = 'graded';
    item.command = { command: 'coursekit.feedback', title: t('Open'), arguments: [node] };
    item.accessibilityInformation = {
      label: `${student.name}, ${notebook.name}, ${item.description}${notebook.flags.length > 0 ? `, ${notebook.flags.join(', ')}` : ''}`,
    };
    return item;
  }
}

const warning = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

function flagItem(text: string): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.iconPath = new vscode.ThemeIcon('info');
  item.tooltip = text;
  return item;
}
