// The course's page: what there is, how far it is done, where to go on. No scripts: links are commands of the editor.

import { demands, isDone, sign, spoken, type Standing } from './progress.ts';
import { t } from './text.ts';
import style from './welcome.css';
import type { CourseInfo, ExerciseInfo, NotebookInfo } from './wire.ts';

export const escaped = (text: string): string => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`);

const link = (command: string, args: unknown[], text: string): string =>
  `<a href="command:${command}?${encodeURIComponent(JSON.stringify(args))}">${escaped(text)}</a>`;

type StandingOf = (notebook: NotebookInfo, exercise: ExerciseInfo) => Standing;

/** The whole page. */
export function welcomeHtml(courses: readonly CourseInfo[], of: StandingOf, language: string): string {
  const title = escaped(courses[0]?.name ?? 'CourseKit'),
    nothing = `<p>${escaped(t('No course in this folder.'))}</p>`;
  return [
    `<!DOCTYPE html><html lang="${escaped(language)}"><head><meta charset="utf-8"><title>${title}</title>`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${style}</style></head>`,
    `<body>${courses.length === 0 ? nothing : courses.map(course => courseHtml(course, of)).join('')}</body></html>`,
  ].join('\n');
}

function courseHtml(course: CourseInfo, of: StandingOf): string {
  const all = course.notebooks.flatMap(notebook => notebook.exercises.map(info => ({ notebook, info, standing: of(notebook, info) })));
  const done = all.filter(({ standing }) => isDone(standing)).length;
  const next = all.find(({ standing }) => !isDone(standing));
  const parts = [`<main><h1>${escaped(course.name)}</h1>`];
  if (all.length > 0) parts.push(`<p>${escaped(t('{0} of {1} exercises done', done, all.length))}</p>`, bar(done, all.length));
  if (next !== undefined) {
    const words = done === 0 ? t('Begin with exercise {0}', next.info.id) : t('Go on with exercise {0}', next.info.id);
    parts.push(`<p class="next">${link('coursekit.open', [next.notebook.uri, next.info.id], words)}</p>`);
  }
  return [...parts, ...course.notebooks.map(notebook => notebookHtml(notebook, of)), '</main>'].join('\n');
}

function notebookHtml(notebook: NotebookInfo, of: StandingOf): string {
  const standings = notebook.exercises.map(info => ({ info, standing: of(notebook, info) }));
  const done = standings.filter(({ standing }) => isDone(standing)).length;
  const progress = standings.length === 0 ? '' : t('{0} of {1}', done, standings.length);
  const time = notebook.minutes === undefined ? '' : t('{0} min', notebook.minutes);
  const facts = [progress, time].filter(part => part !== '').join(' · ');
  const heading = `<h2>${link('coursekit.open', [notebook.uri], notebook.title)}<span>${escaped(facts)}</span></h2>`;
  const rows = standings.map(({ info, standing }) => rowHtml(notebook, info, standing));
  return rows.length === 0 ? heading : `${heading}<table>${rows.join('')}</table>`;
}

function rowHtml(notebook: NotebookInfo, info: ExerciseInfo, standing: Standing): string {
  const cells = [
    link('coursekit.open', [notebook.uri, info.id], `${info.id} ${info.title}`),
    standing.total > 0 || isDone(standing) ? escaped(spoken(standing)) : '',
    escaped(demands(info)),
  ];
  const state = `<td role="img" aria-label="${escaped(spoken(standing))}">${sign(standing.state)}</td>`;
  return `<tr>${state}${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`;
}

function bar(done: number, total: number): string {
  const label = escaped(t('{0} of {1} exercises done', done, total)),
    width = ((100 * done) / total).toFixed(1);
  const values = `aria-valuemin="0" aria-valuemax="${total}" aria-valuenow="${done}"`;
  return `<div class="bar" role="progressbar" ${values} aria-label="${label}"><div style="width:${width}%"></div></div>`;
}
