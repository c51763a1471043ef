import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellId, cellRole, isOurs } from '../../src/notebookFacts.ts';

test("our kernel and .NET Interactive's C# are ours, wherever VS Code keeps the metadata", () => {
  assert.ok(isOurs({ metadata: { kernelspec: { name: 'coursekit' } } }));
  assert.ok(isOurs({ custom: { metadata: { kernelspec: { name: '.net-csharp' } } } }));
  assert.ok(isOurs({ kernelspec: { name: 'coursekit' } }));
  assert.ok(isOurs({ metadata: { language_info: { name: 'C#' } } }));
});

test('other kernels are not, whatever their language', () => {
  for (const metadata of [
    { metadata: { kernelspec: { name: 'python3' } } },
    { metadata: { kernelspec: { name: 'xcsharp' }, language_info: { name: 'C#' } } },
    {},
    null,
    'x',
    { metadata: [] },
  ])
    assert.equal(isOurs(metadata), false, JSON.stringify(metadata));
});

test('a cell tells its id and its part', () => {
  const metadata = { id: 'ex-02-1', metadata: { coursekit: { role: 'answer', exercise: '02.1' } } };
  assert.equal(cellId(metadata), 'ex-02-1');
  assert.deepEqual(cellRole(metadata), { role: 'answer', exercise: '02.1', apart: false });
  assert.equal(cellRole({ metadata: { coursekit: { grading: 'skip' } } }).apart, true);
  assert.deepEqual(cellRole({ metadata: { coursekit: { role: 7 } } }), { role: undefined, exercise: undefined, apart: false });
});
