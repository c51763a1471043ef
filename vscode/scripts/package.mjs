// Makes coursekit.vsix: a zip with a manifest. Needs no network, and gives the same bytes for the same sources.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zip } from './zip.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = name => readFileSync(join(root, name));
const manifest = JSON.parse(read('package.json'));
const strings = JSON.parse(read('package.nls.json'));
const text = value => value.replace(/^%(.*)%$/, (_, key) => strings[key] ?? value);
const xml = value => value.replace(/[<>&"]/g, sign => `&#${sign.charCodeAt(0)};`);

function* files(folder) {
  for (const name of readdirSync(join(root, folder)).sort()) {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) yield* files(path);
    else if (!path.endsWith('.map')) yield path;
  }
}

const { scripts: _scripts, devDependencies: _dev, private: _private, ...shipped } = manifest;
const property = (id, value) => `      <Property Id="Microsoft.VisualStudio.${id}" Value="${xml(value)}" />`;
const asset = (type, path) => `    <Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true" />`;
const vsix = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}" />
    <DisplayName>${xml(text(manifest.displayName))}</DisplayName>
    <Description xml:space="preserve">${xml(text(manifest.description))}</Description>
    <Tags>${xml(manifest.keywords.join(','))}</Tags>
    <Categories>${xml(manifest.categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
${property('Code.Engine', manifest.engines.vscode)}
${property('Code.ExtensionDependencies', '')}
${property('Code.ExtensionPack', '')}
${property('Code.ExtensionKind', manifest.extensionKind.join(','))}
    </Properties>
    <License>extension/LICENSE.txt</License>
    <Icon>extension/${manifest.icon}</Icon>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code" /></Installation>
  <Dependencies />
  <Assets>
${asset('Code.Manifest', 'package.json')}
${asset('Services.Content.Details', 'README.md')}
${asset('Services.Content.License', 'LICENSE.txt')}
${asset('Services.Icons.Default', manifest.icon)}
  </Assets>
</PackageManifest>
`;
const media = {
  cjs: 'application/javascript',
  js: 'application/javascript',
  json: 'application/json',
  md: 'text/markdown',
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  vsixmanifest: 'text/xml',
};
const typeList = Object.entries(media)
  .map(([type, mime]) => `<Default Extension=".${type}" ContentType="${mime}" />`)
  .join('');
const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${typeList}</Types>
`;

const entries = [
  ['extension.vsixmanifest', Buffer.from(vsix)],
  ['[Content_Types].xml', Buffer.from(contentTypes)],
  ['extension/package.json', Buffer.from(JSON.stringify(shipped, null, 1))],
  [
    'extension/LICENSE.txt',
    Buffer.concat([
      read('LICENSE'),
      Buffer.from('\nPlotly.js, which dist/chart.js contains:\n\n'),
      read('node_modules/plotly.js-dist-min/LICENSE'),
    ]),
  ],
  ...['package.nls.json', 'README.md'].map(name => [`extension/${name}`, read(name)]),
  ...['dist', 'l10n', 'media'].flatMap(folder => [...files(folder)]).map(path => [`extension/${path}`, read(path)]),
];
const out = join(root, process.argv[2] ?? 'coursekit.vsix');
writeFileSync(out, zip(entries));
console.log(`${out}: ${entries.length} files, ${statSync(out).size} bytes`);
