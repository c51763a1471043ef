// Puts the parts together.

import * as vscode from 'vscode';
import { Answers, type Answer } from './answers.ts';
import { CellStatus } from './cellStatus.ts';
import { CheckDiagnostics } from './checkDiagnostics.ts';
import { Checking } from './checking.ts';
import { CodeLenses } from './codeLenses.ts';
import { answerCell, CourseModel, type Exercise } from './courseModel.ts';
import { ExercisesTree } from './exercisesTree.ts';
import { GradesTree, type GradeNode } from './gradesTree.ts';
import { Kernel } from './kernel.ts';
import { Marking } from './marking.ts';
import { cellRole, isOurs } from './notebookFacts.ts';
import { linkRenderer } from './rendererLink.ts';
import { Server } from './server.ts';
import { StatusBar } from './statusBar.ts';
import { Submitting } from './submitting.ts';
import { TestingView } from './testingView.ts';
import { t, useTranslator } from './text.ts';
import { Welcome } from './welcome.ts';

let server: Server | null = null;

export function activate(context: vscode.ExtensionContext): void {
  useTranslator((message, ...args) => vscode.l10n.t(message, ...args));
  const log = vscode.window.createOutputChannel('CourseKit', { log: true });
  const version = (context.extension.packageJSON as { version: string }).version;
  const behind = (server = new Server(log, version));
  const kernel = new Kernel(behind, log),
    model = new CourseModel(behind, kernel, log),
    checking = new Checking(kernel, model);
  const answers = new Answers(behind, model, kernel),
    submitting = new Submitting(behind, model),
    grades = new GradesTree(behind, log),
    marking = new Marking(behind, model, grades);
  const welcome = new Welcome(model, context.workspaceState, context.extensionUri);
  context.subscriptions.push(
    log,
    kernel,
    model,
    answers,
    grades,
    marking,
    welcome,
    new ExercisesTree(model),
    new TestingView(model, checking),
    new CodeLenses(model),
    new CellStatus(model),
    new CheckDiagnostics(model, kernel),
    new StatusBar(model, behind),
    linkRenderer(checking),
  );

  const command = (name: string, act: (...args: unknown[]) => unknown): void => {
    context.subscriptions.push(
      vscode.commands.registerCommand(`coursekit.${name}`, async (...args: unknown[]) => {
        try {
          await act(...args);
        } catch (error) {
          await complain(error, log);
        }
      }),
    );
  };
  const onAnswer = (name: string, act: (answer: Answer) => Promise<unknown>): void =>
    command(name, async target => {
      const answer = await answerOf(target, model);
      if (answer === null) void vscode.window.showInformationMessage(t('Choose an answer cell of the course first.'));
      else await act(answer);
    });
  onAnswer('check', ({ cell, exercise }) => checking.check(cell.notebook, exercise));
  onAnswer('hint', answer => answers.hint(answer));
  onAnswer('reset', answer => answers.reset(answer));
  onAnswer('compare', answer => answers.compare(answer));
  command('restart', async () => {
    const notebook = activeNotebook();
    if (notebook === undefined) return;
    await kernel.restart(notebook);
    vscode.window.setStatusBarMessage(t('C# was restarted.'), 4000);
  });
  command('restartAndRunAll', async () => {
    const notebook = activeNotebook();
    if (notebook === undefined) return;
    await kernel.restart(notebook);
    await kernel.choose(notebook);
    await kernel.run(notebook.getCells(), notebook, { stopOnError: true });
  });
  command('submit', async target => {
    const notebook = (await notebookOf(target)) ?? activeNotebook();
    if (notebook !== undefined) await submitting.submit(notebook);
  });
  command('open', (target, exercise) => open(target, exercise, model));
  command('welcome', () => welcome.show());
  command('refresh', () => Promise.all([model.refresh(), grades.refresh()]));
  command('feedback', node => marking.open(node as GradeNode & { kind: 'graded' }));
  command('mark', node =>
    isGraded(node) ? marking.mark(node) : vscode.window.showInformationMessage(t('Choose a notebook of a student in the view "Grades".')),
  );
  command('log', () => log.show());

  begin(behind, model, grades, log, context);
}

export const deactivate = (): Promise<void> | undefined => server?.dispose();

/** Starts the server as soon as there is something for it to do. */
function begin(
  behind: Server,
  model: CourseModel,
  grades: GradesTree,
  log: vscode.LogOutputChannel,
  context: vscode.ExtensionContext,
): void {
  let begun = false;
  const start = async (): Promise<void> => {
    if (begun) return;
    begun = true;
    try {
      await behind.start();
      await Promise.all([model.refresh(), grades.refresh()]);
    } catch (error) {
      begun = false;
      await complain(error, log);
    }
  };
  const wanted = (notebook: vscode.NotebookDocument): boolean => isOurs(notebook.metadata);
  context.subscriptions.push(
    vscode.workspace.onDidOpenNotebookDocument(notebook => {
      if (wanted(notebook)) void start();
    }),
  );
  if (vscode.workspace.notebookDocuments.some(wanted)) void start();
  else
    void vscode.workspace.findFiles('{.coursekit-release,CourseKit.sln}', null, 1).then(found => {
      if (found.length > 0) void start();
    });
}

async function complain(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const message = error instanceof Error ? error.message : String(error),
    show = t('Show the log');
  log.error(error instanceof Error ? (error.stack ?? message) : message);
  if ((await vscode.window.showErrorMessage(message, show)) === show) log.show();
}

const activeNotebook = (): vscode.NotebookDocument | undefined => vscode.window.activeNotebookEditor?.notebook;

const isGraded = (node: unknown): node is GradeNode & { kind: 'graded' } => (node as GradeNode | undefined)?.kind === 'graded';

const isCell = (target: unknown): target is vscode.NotebookCell =>
  typeof target === 'object' && target !== null && 'notebook' in target && 'document' in target;

/** The exercise of a tree's item. */
const exerciseOf = (target: unknown): Exercise | undefined => (target as { kind?: string; exercise?: Exercise } | undefined)?.exercise;

/** The answer that a command is about: a cell, a tree's item, or what is chosen in the notebook (an answer, or a check below it). */
async function answerOf(target: unknown, model: CourseModel): Promise<Answer | null> {
  const exercise = exerciseOf(target);
  if (exercise !== undefined) {
    const notebook = await vscode.workspace.openNotebookDocument(exercise.notebook),
      cell = answerCell(notebook, exercise.info);
    return cell === undefined ? null : { cell, exercise: exercise.info.id };
  }
  const editor = vscode.window.activeNotebookEditor,
    chosen = isCell(target) ? target : editor?.notebook.cellAt(editor.selection.start);
  if (chosen === undefined) return null;
  const id = cellRole(chosen.metadata).exercise;
  if (id === undefined) return null;
  const known = model.exercise(chosen.notebook.uri, id);
  const cell =
    cellRole(chosen.metadata).role === 'answer' ? chosen : known === undefined ? undefined : answerCell(chosen.notebook, known.info);
  return cell === undefined ? null : { cell, exercise: id };
}

async function notebookOf(target: unknown): Promise<vscode.NotebookDocument | undefined> {
  const uri = (target as { notebook?: { uri?: string } } | undefined)?.notebook?.uri;
  return typeof uri === 'string' ? vscode.workspace.openNotebookDocument(vscode.Uri.parse(uri)) : undefined;
}

/** Opens a notebook, at an exercise if one is given. */
async function open(target: unknown, id: unknown, model: CourseModel): Promise<void> {
  const exercise = typeof target === 'string' ? model.exercise(vscode.Uri.parse(target), String(id)) : (target as Exercise);
  const uri = exercise?.notebook ?? vscode.Uri.parse(String(target));
  const notebook = await vscode.workspace.openNotebookDocument(uri),
    editor = await vscode.window.showNotebookDocument(notebook);
  const cell = exercise === undefined ? undefined : answerCell(notebook, exercise.info);
  if (cell === undefined) return;
  // The heading above says what is asked.
  let top = cell.index;
  while (top > 0 && notebook.cellAt(top - 1).kind === vscode.NotebookCellKind.Markup) top--;
  editor.selection = new vscode.NotebookRange(cell.index, cell.index + 1);
  editor.revealRange(new vscode.NotebookRange(Math.max(top, cell.index - 1), cell.index + 1), vscode.NotebookEditorRevealType.AtTop);
}
