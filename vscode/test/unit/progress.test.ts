import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demands, readCheck, spoken, standing, standingOf, tally } from '../../src/progress.ts';
import type { CheckLine, CheckResult, ExerciseInfo } from '../../src/wire.ts';

const result = (...states: CheckLine['state'][]): CheckResult => ({
  exercise: '1.1',
  title: 'x',
  passed: 0,
  total: states.length,
  checks: states.map((state, i) => ({ name: `c${i}`, state })),
});

const info = (more: Partial<ExerciseInfo> = {}): ExerciseInfo => ({
  id: '1.1',
  title: 'x',
  points: 3,
  stars: 2,
  answerCell: 'a',
  checkCell: 'c',
  state: 'open',
  passed: 0,
  total: 0,
  ...more,
});

test('one failed check fails the exercise, one that was skipped leaves it open', () => {
  assert.equal(standing([result('passed'), result('passed', 'failed')]).state, 'failed');
  assert.equal(standing([result('passed'), result('skipped')]).state, 'open');
  assert.deepEqual(standing([result('passed', 'passed'), result('passed')]), { state: 'passed', passed: 3, total: 3 });
  assert.equal(standing([result()]).state, 'open');
  assert.deepEqual(standing([result('recorded'), result('recorded')]), { state: 'answered', passed: 0, total: 0 });
  assert.deepEqual(standing([result('passed', 'recorded')]), { state: 'passed', passed: 1, total: 1 });
  assert.equal(standing([result('recorded', 'skipped')]).state, 'open');
});

test('a check that ran here counts before what the server knows', () => {
  const known = info({ state: 'passed', passed: 2, total: 2 });
  assert.equal(standingOf(known, []).state, 'passed');
  assert.equal(standingOf(known, [result('failed')]).state, 'failed');
});

test('a standing can be said', () => {
  assert.equal(spoken({ state: 'open', passed: 0, total: 0 }), 'not passed yet');
  assert.equal(spoken({ state: 'failed', passed: 1, total: 3 }), '1 of 3 checks passed');
  assert.equal(spoken({ state: 'passed', passed: 3, total: 3 }), 'all 3 checks passed');
});

test('what an exercise asks', () => {
  assert.equal(demands(info({ minutes: 20 })), '★★ · 3 points · 20 min');
  assert.equal(demands({ stars: 1, points: 1 }), '★ · 1 point');
});

test('exercises that are done are counted over notebooks', () => {
  const notebooks = [
    { uri: 'a', title: 'A', exercises: [info({ state: 'passed' }), info()] },
    { uri: 'b', title: 'B', exercises: [info({ state: 'answered' })] },
  ];
  assert.deepEqual(
    tally(notebooks, (_, exercise) => exercise),
    { done: 2, total: 3 },
  );
});

test('an output that only looks like a result is none', () => {
  assert.equal(readCheck(null), null);
  assert.equal(readCheck({ exercise: '1.1' }), null);
  assert.equal(readCheck({ exercise: '1.1', checks: [7] }), null);
  assert.equal(readCheck(result('passed'))?.exercise, '1.1');
});
