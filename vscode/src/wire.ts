// What the extension and `coursekit serve` say to each other, beside the Language Server Protocol.

/** The version of this wire; both sides must speak the same. */
export const protocol = 1;

/** URIs of notebooks and cells are strings, times Unix milliseconds. */
export const methods = {
  run: 'coursekit/run',
  output: 'coursekit/output',
  input: 'coursekit/input',
  interrupt: 'coursekit/interrupt',
  restart: 'coursekit/restart',
  worker: 'coursekit/worker',
  course: 'coursekit/course',
  courseChanged: 'coursekit/courseChanged',
  hint: 'coursekit/hint',
  reset: 'coursekit/reset',
  lastPassed: 'coursekit/lastPassed',
  submit: 'coursekit/submit',
  grades: 'coursekit/grades',
  mark: 'coursekit/mark',
} as const;

export interface RunParams {
  notebook: string;
  cell: string;
  run: string;
  code: string;
}

export interface RunError {
  name: string;
  message: string;
  trace: string | string[];
  line?: number;
  column?: number;
}

export interface RunEnd {
  state: 'ok' | 'error' | 'interrupted' | 'died';
  count: number;
  startedAt: number;
  endedAt: number;
  error?: RunError;
}

/** A MIME bundle: text as a string (pictures in base64), JSON as it is. */
export type Bundle = Record<string, unknown>;

export type OutputEvent =
  | { run: string; kind: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { run: string; kind: 'display' | 'update'; data: Bundle; metadata?: Record<string, unknown>; displayId?: string | null }
  | { run: string; kind: 'clear'; wait: boolean };

export interface InputParams {
  run: string;
  prompt: string;
  password: boolean;
}

export interface WorkerParams {
  notebook: string;
  state: 'starting' | 'idle' | 'busy' | 'died';
  message?: string;
}

/** The MIME type of a check's result. */
export const checkMime = 'application/vnd.coursekit.check+json';

export interface CheckLine {
  name: string;
  /** Recorded: judged when the work is graded. */
  state: 'passed' | 'failed' | 'skipped' | 'recorded';
  message?: string;
  hints?: string[];
  line?: number;
}

export interface CheckResult {
  exercise: string;
  title: string;
  passed: number;
  total: number;
  points?: number;
  checks: CheckLine[];
}

/** Answered: nothing here judges it; that is done when the work is graded. */
export type ExerciseState = 'passed' | 'answered' | 'failed' | 'open';

export interface ExerciseInfo {
  id: string;
  title: string;
  points: number;
  stars: number;
  minutes?: number;
  /** nbformat ids. */
  answerCell: string;
  checkCell: string;
  state: ExerciseState;
  passed: number;
  total: number;
}

export interface NotebookInfo {
  uri: string;
  title: string;
  minutes?: number;
  exercises: ExerciseInfo[];
}

export interface CourseInfo {
  name: string;
  notebooks: NotebookInfo[];
}

export interface Hint {
  text: string;
  stage: number;
  stages: number;
}

export interface CellCode {
  cell: string;
  code: string;
  at?: number;
}

export interface Submission {
  file: string;
  time: number;
  receipt: string;
  to: string;
}

export interface GradedNotebook {
  name: string;
  points: number;
  of: number;
  flags: string[];
  submission?: string | null;
  feedback?: string | null;
}

export interface Student {
  name: string;
  total: number;
  of: number;
  notebooks: GradedNotebook[];
}

export interface Grades {
  students: Student[];
}

export interface MarkParams {
  folder: string;
  student: string;
  notebook: string;
  exercise: string;
  points: number;
  comment?: string;
}
