// For instructors: a submission beside its feedback, and marks given by hand.

import * as vscode from 'vscode';
import type { CourseModel } from './courseModel.ts';
import { inPoints, readPoints } from './gradeWords.ts';
import type { GradeNode, GradesTree } from './gradesTree.ts';
import type { Server } from './server.ts';
import { t } from './text.ts';
import { methods, type MarkParams } from './wire.ts';

type Graded = GradeNode & { kind: 'graded' };

export class Marking implements vscode.Disposable {
  private page: vscode.WebviewPanel | null = null;

  constructor(
    private readonly server: Server,
    private readonly model: CourseModel,
    private readonly tree: GradesTree,
  ) {}

  dispose(): void {
    this.page?.dispose();
  }

  async open({ student, notebook }: Graded): Promise<void> {
    if (typeof notebook.submission === 'string')
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(notebook.submission), vscode.ViewColumn.One);
    if (typeof notebook.feedback !== 'string') return;
    const html = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(notebook.feedback)));
    if (this.page === null) {
      this.page = vscode.window.createWebviewPanel(
        'coursekit.feedback',
        '',
        { viewColumn: vscode.ViewColumn.Two, preserveFocus: true },
        { enableScripts: false },
      );
      this.page.onDidDispose(() => {
        this.page = null;
      });
    }
    this.page.title = t('Feedback: {0}', student.name);
    this.page.webview.html = html;
    this.page.reveal(vscode.ViewColumn.Two, true);
  }

  async mark({ folder, student, notebook }: Graded): Promise<void> {
    const title = t('{0}, {1}', student.name, notebook.name);
    const exercises =
      this.model.notebooks.find(({ uri }) => vscode.Uri.parse(uri).path.endsWith(`/${notebook.name}.ipynb`))?.exercises ?? [];
    const exercise =
      exercises.length > 0
        ? (
            await vscode.window.showQuickPick(
              exercises.map(info => ({ label: info.id, description: info.title, detail: inPoints(info.points), info })),
              { title, placeHolder: t('Which exercise?') },
            )
          )?.info
        : await this.typed(title);
    if (exercise === undefined) return;
    const typed = await vscode.window.showInputBox({
      title,
      prompt: t('Points for exercise {0}, at most {1}', exercise.id, exercise.points),
      ignoreFocusOut: true,
      validateInput: text => (readPoints(text) === null ? t('A number, 0 or more') : undefined),
    });
    const given = typed === undefined ? null : readPoints(typed);
    if (given === null) return;
    const comment = await vscode.window.showInputBox({
      title,
      prompt: t('A comment for the student (may be empty)'),
      ignoreFocusOut: true,
    });
    if (comment === undefined) return;
    const params: MarkParams = {
      folder: folder.toString(),
      student: student.name,
      notebook: notebook.name,
      exercise: exercise.id,
      points: given,
      ...(comment === '' ? {} : { comment }),
    };
    await this.server.ask(methods.mark, params);
    await this.tree.refresh();
  }

  private async typed(title: string): Promise<{ id: string; points: number | string } | undefined> {
    const id = await vscode.window.showInputBox({ title, prompt: t('Which exercise?'), placeHolder: '08.2' });
    return id === undefined || id.trim() === '' ? undefined : { id: id.trim(), points: '?' };
  }
}
