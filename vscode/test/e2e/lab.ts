// A notebook for the tests, in a copy of the course's folder: every way in which a cell can speak.

import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cells = [
  'Console.WriteLine("hello from C#");\nConsole.Error.WriteLine("and from stderr");',
  '// on purpose\nthrow new Exception("it broke");',
  'string? name = Console.ReadLine();\nConsole.WriteLine($"Hello, {name}");',
  '// progress\nvar bar = display("step 0 of 3");\nfor (int i = 1; i <= 3; i++) bar.Update($"step {i} of 3");',
  'using CourseLib.Charts;\nPlotly.NET.GenericChart chart = Chart.Line([1.0, 2, 3], [3.0, 2, 1.5], Name: "loss").WithTitle("Loss");\nchart',
  'Console.WriteLine("on and on");\nwhile (true) System.Threading.Thread.Sleep(20);',
  'int kept = 41;',
  'Console.WriteLine($"kept {kept + 1}");',
  '// type here\nMath.Exp(1)',
];

/** The course's folder, copied, with the notebook in it. */
export function courseFolder(release: string): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'coursekit-e2e-course-')), 'course');
  cpSync(release, folder, { recursive: true });
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'coursekit', display_name: 'C# (CourseKit)', language: 'C#' }, language_info: { name: 'C#' } },
    cells: cells.map((source, index) => ({
      cell_type: 'code',
      id: `lab-${index}`,
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    })),
  };
  writeFileSync(join(folder, 'notebooks', 'lab.ipynb'), JSON.stringify(notebook, null, 1));
  return folder;
}
