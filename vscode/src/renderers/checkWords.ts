// The words of a check's result. A renderer has no translations of its own: the extension sends them.

const filledIn = (message: string): string => message;

/** Messages, for the translator of the extension or none. */
export const words = (t: (message: string) => string = filledIn) => ({
  passed: t('passed'),
  failed: t('failed'),
  skipped: t('not attempted'),
  recorded: t('judged when the work is graded'),
  hint: t('Hint'),
  hints: t('Hint {0}'),
  again: t('Check again'),
  all: t('All checks passed.'),
  some: t('{0} of {1} checks passed.'),
  none: t('Not attempted yet.'),
  answered: t('Answered; judged when the work is graded.'),
  point: t('1 point'),
  points: t('{0} points'),
  exercise: t('Exercise {0}'),
});

export type Words = ReturnType<typeof words>;
