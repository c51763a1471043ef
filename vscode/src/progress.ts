// What a student has reached, from the checks that ran.

import type { CheckLine, CheckResult, ExerciseInfo, ExerciseState, NotebookInfo } from './wire.ts';
import { inPoints } from './gradeWords.ts';
import { t } from './text.ts';

export interface Standing {
  state: ExerciseState;
  passed: number;
  total: number;
}

/** An exercise's standing over its check cells. Checks that were skipped are open. */
export function standing(results: readonly CheckResult[]): Standing {
  const lines = results.flatMap(result => result.checks);
  const count = (state: CheckLine['state']): number => lines.filter(line => line.state === state).length;
  const [passed, recorded] = [count('passed'), count('recorded')],
    total = lines.length - recorded;
  const good: ExerciseState = total > 0 ? 'passed' : recorded > 0 ? 'answered' : 'open';
  return { state: count('failed') > 0 ? 'failed' : passed === total ? good : 'open', passed, total };
}

/** The standing that counts: of the checks that ran here, else what the server knows. */
export const standingOf = (exercise: ExerciseInfo, results: readonly CheckResult[]): Standing =>
  results.length > 0 ? standing(results) : { state: exercise.state, passed: exercise.passed, total: exercise.total };

/** "2 of 3 checks passed", for people and screen readers. */
export function spoken({ state, passed, total }: Standing): string {
  if (state === 'answered') return t('answered; judged when the work is graded');
  if (state === 'open' && passed === 0) return t('not passed yet');
  if (state === 'passed') return total === 1 ? t('passed') : t('all {0} checks passed', total);
  return total === 1 ? t('{0} of 1 check passed', passed) : t('{0} of {1} checks passed', passed, total);
}

/** ✓, ●, ✗ or ○. */
export const sign = (state: ExerciseState): string => ({ passed: '✓', answered: '●', failed: '✗', open: '○' })[state];

/** Whether a student has done what can be done here. */
export const isDone = ({ state }: Pick<Standing, 'state'>): boolean => state === 'passed' || state === 'answered';

/** "★★ · 5 points · 20 min". */
export function demands(exercise: Pick<ExerciseInfo, 'points' | 'stars' | 'minutes'>): string {
  return [
    '★'.repeat(exercise.stars),
    exercise.points > 0 ? inPoints(exercise.points) : '',
    exercise.minutes === undefined ? '' : t('{0} min', exercise.minutes),
  ]
    .filter(part => part !== '')
    .join(' · ');
}

/** How many exercises of notebooks are done, of how many. */
export function tally(
  notebooks: readonly NotebookInfo[],
  of: (notebook: NotebookInfo, exercise: ExerciseInfo) => Standing,
): { done: number; total: number } {
  const all = notebooks.flatMap(notebook => notebook.exercises.map(exercise => of(notebook, exercise)));
  return { done: all.filter(isDone).length, total: all.length };
}

const isLine = (value: unknown): value is CheckLine =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as CheckLine).name === 'string' &&
  typeof (value as CheckLine).state === 'string';

/** A check's result out of an output, which anybody can have written; null when it is none. */
export function readCheck(value: unknown): CheckResult | null {
  if (typeof value !== 'object' || value === null) return null;
  const result = value as CheckResult;
  return typeof result.exercise === 'string' && Array.isArray(result.checks) && result.checks.every(isLine) ? result : null;
}
