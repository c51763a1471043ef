// Bundles the tests with a real VS Code and runs them with Node's own test runner. Needs coursekit.vsix and what test/e2e/editor.ts names.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const common = { bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning', sourcemap: 'inline' };
const tests = { ...common, outdir: '.test/e2e', outExtension: { '.js': '.mjs' }, external: ['playwright-core'] };
await build({ ...tests, entryPoints: { student: 'test/e2e/student.e2e.ts', times: 'test/e2e/times.ts' } });
const env = { ...process.env };
if (process.argv.includes('--fake')) {
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({ ...common, entryPoints: ['test/fake/main.ts'], outfile: '.test/fake/main.mjs', banner });
  env.COURSEKIT_SERVER = resolve('.test/fake-server');
  writeFileSync(env.COURSEKIT_SERVER, `#!/bin/sh\nexec '${process.execPath}' '${resolve('.test/fake/main.mjs')}' "$@"\n`);
  chmodSync(env.COURSEKIT_SERVER, 0o755);
}
const options = process.argv.slice(2).filter(argument => !['--fake', '--times'].includes(argument));
const what = process.argv.includes('--times') ? ['.test/e2e/times.mjs'] : ['--test', ...options, '.test/e2e/student.mjs'];
process.exit(spawnSync(process.execPath, ['--enable-source-maps', ...what], { stdio: 'inherit', env }).status ?? 1);
