// Bundles the unit tests and runs them with Node's own test runner.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
rmSync('.test', { recursive: true, force: true });
const tests = readdirSync('test/unit')
  .filter(name => name.endsWith('.test.ts'))
  .map(name => `test/unit/${name}`);
await build({
  entryPoints: [...tests, 'test/fake/main.ts'],
  outdir: '.test',
  outbase: 'test',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
  loader: { '.css': 'text' },
  sourcemap: 'inline',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const files = readdirSync('.test/unit').map(name => `.test/unit/${name}`);
process.exit(
  spawnSync(process.execPath, ['--enable-source-maps', '--test', ...process.argv.slice(2), ...files], { stdio: 'inherit' }).status ?? 1,
);
