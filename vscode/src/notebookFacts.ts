// What a notebook and its cells say about themselves, wherever VS Code's reader of .ipynb files has put it.

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (value: unknown, ...names: string[]): unknown =>
  names.reduce<unknown>((found, name) => (isObject(found) ? found[name] : undefined), value);

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A cell's part in the course. */
export interface CellRole {
  role?: string | undefined;
  exercise?: string | undefined;
  /** Not needed by any exercise. */
  apart: boolean;
}

/** The metadata of the .ipynb itself: VS Code wraps them, and did so in another way before 1.93. */
const own = (metadata: unknown): unknown => at(metadata, 'metadata') ?? at(metadata, 'custom', 'metadata') ?? metadata;

/** Whether a notebook is written in C# for our kernel or .NET Interactive's. */
export function isOurs(metadata: unknown): boolean {
  const kernel = at(own(metadata), 'kernelspec'),
    name = text(at(kernel, 'name'));
  if (name === 'coursekit' || name === '.net-csharp') return true;
  return name === undefined && text(at(own(metadata), 'language_info', 'name')) === 'C#';
}

/** The id that the .ipynb gives a cell. */
export const cellId = (metadata: unknown): string | undefined => text(at(metadata, 'id')) ?? text(at(metadata, 'custom', 'id'));

export function cellRole(metadata: unknown): CellRole {
  const course = at(own(metadata), 'coursekit');
  return { role: text(at(course, 'role')), exercise: text(at(course, 'exercise')), apart: at(course, 'grading') === 'skip' };
}
