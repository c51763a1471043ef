// Writes l10n/bundle.l10n.json, from which a translation starts.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allMessages } from './messages.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
writeFileSync(
  'l10n/bundle.l10n.json',
  `${JSON.stringify(Object.fromEntries(allMessages().map(message => [message, message])), null, 2)}\n`,
);
