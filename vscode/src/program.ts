// Finds the program behind the extension, the same way on every system: no shell, and paths only through the path module handed in.

import type { PlatformPath } from 'node:path';

/** What to start, without a shell. */
export interface Program {
  command: string;
  args: string[];
}

/** What the search looks at; a test gives its own. */
export interface Surroundings {
  path: PlatformPath;
  windows: boolean;
  env: Record<string, string | undefined>;
  exists(file: string): boolean;
}

export interface ProgramSettings {
  server: string;
  dotnet: string;
}

const serve = ['serve', '--stdio'];

/** Where a folder of the course, or a clone, holds the program. */
const places = [
  ['tools', 'coursekit', 'coursekit.dll'],
  ['CourseKit', 'bin', 'Release', 'net10.0', 'coursekit.dll'],
];

/** The program for a folder: the one that the settings name, else the one in the folder or above it, else the installed tool; or null. */
export function findProgram(folder: string, settings: ProgramSettings, around: Surroundings): Program | null {
  if (settings.server !== '') {
    const file = around.path.resolve(folder, settings.server);
    if (!around.exists(file)) return null;
    return started(file, settings, around);
  }
  for (const above of upwards(folder, around.path))
    for (const place of places) {
      const file = around.path.join(above, ...place);
      if (!around.exists(file)) continue;
      const ahead = around.path.join(around.path.dirname(file), 'ahead', 'coursekit.dll');
      return started(around.exists(ahead) ? ahead : file, settings, around);
    }
  const tool = onPath('coursekit', around) ?? toolOfThisUser(around);
  return tool === null ? null : started(tool, settings, around);
}

/** The folder and all above it. */
export function* upwards(folder: string, path: PlatformPath): Generator<string> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    yield at;
    if (path.dirname(at) === at) return;
  }
}

/** The full path of a program on PATH. A search of our own: a system's may begin in the working folder, which others have filled. */
export function onPath(name: string, around: Surroundings): string | null {
  const variable = Object.keys(around.env).find(key => (around.windows ? key.toUpperCase() : key) === 'PATH');
  const folders = (variable === undefined ? '' : (around.env[variable] ?? '')).split(around.path.delimiter);
  for (const folder of folders) {
    if (!around.path.isAbsolute(folder)) continue;
    const file = around.path.join(folder, around.windows ? `${name}.exe` : name);
    if (around.exists(file)) return file;
  }
  return null;
}

function started(file: string, settings: ProgramSettings, around: Surroundings): Program {
  return around.path.extname(file).toLowerCase() === '.dll'
    ? { command: dotnet(settings, around), args: ['exec', file, ...serve] }
    : { command: file, args: serve };
}

function dotnet(settings: ProgramSettings, around: Surroundings): string {
  if (settings.dotnet !== '') return settings.dotnet;
  const name = around.windows ? 'dotnet.exe' : 'dotnet',
    root = around.env['DOTNET_ROOT'];
  const rooted = root === undefined || root === '' ? null : around.path.join(root, name);
  if (rooted !== null && around.exists(rooted)) return rooted;
  const usual = around.windows
    ? around.path.join(around.env['ProgramFiles'] ?? 'C:\\Program Files', 'dotnet', name)
    : (['/usr/local/share/dotnet/dotnet', '/usr/local/bin/dotnet', '/opt/homebrew/bin/dotnet'].find(file => around.exists(file)) ?? '');
  // An editor that the desktop started may lack the shell's PATH.
  return onPath('dotnet', around) ?? (usual !== '' && around.exists(usual) ? usual : name);
}

function toolOfThisUser(around: Surroundings): string | null {
  const home = around.windows ? around.env['USERPROFILE'] : around.env['HOME'];
  if (home === undefined) return null;
  const file = around.path.join(home, '.dotnet', 'tools', around.windows ? 'coursekit.exe' : 'coursekit');
  return around.exists(file) ? file : null;
}
