// The words that people read. The extension hands them to VS Code's translations; tests and renderers see them as they are.

type Word = string | number;

type Translator = (message: string, ...args: Word[]) => string;

/** "{0} of {1}" with its places filled. */
export const filled: Translator = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (place, index: string) => String(args[Number(index)] ?? place));

let translator: Translator = filled;

/** From now on t translates with this. */
export function useTranslator(other: Translator): void {
  translator = other;
}

/** A message in the reader's language. Messages are literals, so that they can be collected into l10n/bundle.l10n.json. */
export const t: Translator = (message, ...args) => translator(message, ...args);
