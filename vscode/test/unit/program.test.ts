import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { test } from 'node:test';
import { findProgram, onPath, upwards, type Surroundings } from '../../src/program.ts';

const none = { server: '', dotnet: '' };

const linux = (files: string[], env: Surroundings['env'] = {}): Surroundings => ({
  path: posix,
  windows: false,
  env,
  exists: file => files.includes(file),
});

const windows = (files: string[], env: Surroundings['env'] = {}): Surroundings => ({
  path: win32,
  windows: true,
  env,
  exists: file => files.includes(file),
});

test('a release is found from a folder below it', () => {
  const around = linux(['/home/ada/course/tools/coursekit/coursekit.dll'], { PATH: '/usr/bin' });
  assert.deepEqual(findProgram('/home/ada/course/notebooks', none, around), {
    command: 'dotnet',
    args: ['exec', '/home/ada/course/tools/coursekit/coursekit.dll', 'serve', '--stdio'],
  });
});

test('a release is found on Windows, with its dotnet from PATH whatever its case', () => {
  const dll = 'C:\\Users\\Ada\\my course\\tools\\coursekit\\coursekit.dll',
    around = windows([dll, 'D:\\net\\dotnet.exe'], { Path: 'relative;D:\\net' });
  assert.deepEqual(findProgram('C:\\Users\\Ada\\my course\\notebooks', none, around), {
    command: 'D:\\net\\dotnet.exe',
    args: ['exec', dll, 'serve', '--stdio'],
  });
});

test('a clone is found by its build, compiled ahead where it is', () => {
  const dll = '/src/kit/CourseKit/bin/Release/net10.0/coursekit.dll',
    ahead = '/src/kit/CourseKit/bin/Release/net10.0/ahead/coursekit.dll';
  assert.equal(findProgram('/src/kit/notebooks', none, linux([dll]))?.args[1], dll);
  assert.equal(findProgram('/src/kit/notebooks', none, linux([dll, ahead]))?.args[1], ahead);
});

test('the nearest folder wins', () => {
  const near = '/a/b/tools/coursekit/coursekit.dll',
    far = '/a/tools/coursekit/coursekit.dll';
  assert.equal(findProgram('/a/b/notebooks', none, linux([near, far]))?.args[1], near);
});

test('the setting wins, relative to the folder, as a dll or an executable', () => {
  const around = linux(['/a/tools/coursekit/coursekit.dll', '/a/mine/coursekit.dll', '/opt/coursekit']);
  assert.equal(findProgram('/a', { server: 'mine/coursekit.dll', dotnet: '/opt/dotnet' }, around)?.command, '/opt/dotnet');
  assert.deepEqual(findProgram('/a', { server: '/opt/coursekit', dotnet: '' }, around), {
    command: '/opt/coursekit',
    args: ['serve', '--stdio'],
  });
});

test('a setting that names nothing is not passed over', () => {
  assert.equal(findProgram('/a', { server: '/not/there', dotnet: '' }, linux(['/a/tools/coursekit/coursekit.dll'])), null);
});

test('the installed tool is the last resort, on PATH or in the place of tools', () => {
  assert.deepEqual(findProgram('/x', none, linux(['/usr/bin/coursekit'], { PATH: '/bin:/usr/bin' }))?.command, '/usr/bin/coursekit');
  assert.equal(
    findProgram('C:\\x', none, windows(['C:\\Users\\A\\.dotnet\\tools\\coursekit.exe'], { USERPROFILE: 'C:\\Users\\A' }))?.command,
    'C:\\Users\\A\\.dotnet\\tools\\coursekit.exe',
  );
  assert.equal(findProgram('/x', none, linux([])), null);
});

test('dotnet comes from DOTNET_ROOT, from PATH, or from where installers put it', () => {
  const dll = '/c/tools/coursekit/coursekit.dll';
  assert.equal(
    findProgram('/c', none, linux([dll, '/r/dotnet', '/usr/bin/dotnet'], { DOTNET_ROOT: '/r', PATH: '/usr/bin' }))?.command,
    '/r/dotnet',
  );
  assert.equal(
    findProgram('/c', none, linux([dll, '/usr/local/share/dotnet/dotnet'], { PATH: '/usr/bin' }))?.command,
    '/usr/local/share/dotnet/dotnet',
  );
  assert.equal(findProgram('/c', none, linux([dll]))?.command, 'dotnet');
  const windowsDll = 'C:\\c\\tools\\coursekit\\coursekit.dll',
    usual = 'C:\\Program Files\\dotnet\\dotnet.exe';
  assert.equal(findProgram('C:\\c', none, windows([windowsDll, usual]))?.command, usual);
});

test('folders of PATH that are not absolute are not searched', () => {
  assert.equal(onPath('dotnet', linux(['dotnet', './dotnet'], { PATH: ':.:' })), null);
});

test('folders upwards end at the root', () => {
  assert.deepEqual([...upwards('/a/b', posix)], ['/a/b', '/a', '/']);
  assert.deepEqual([...upwards('C:\\a', win32)], ['C:\\a', 'C:\\']);
});
