"""Measures `coursekit grade`: three classes of 60, graded with one job and with two, and the outcomes compared byte by byte.

Usage: measure_grading.py [CLASS …] [--students N] [--program COURSEKIT_DLL]
Classes: small (40 small cells, ten exercises), 08 and 07 (the course's own, their training runs left out as grading always does).
Build the program first (dotnet build CourseKit -c Release). Linux: the processor time of sandboxes is counted as well, which other
work on the machine disturbs less than the time that passes.

The students are made of the course's own answers, the same ones every time: a third has everything right, in one way or another, a third
makes a mistake or two, and the last third mixes right answers, wrong ones and stubs. The solution is run once, beforehand; its time is told apart.
"""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r'^```csharp ([^\n]*role="answer"[^\n]*)\n(.*?)^```', re.S | re.M)
LOOK = 0.02  # Seconds between two looks at the processor time of all processes; a sandbox that is ended takes its own count with it.


def edited(solution, edits):
    """The solution with the lines that begin with "-" replaced by those below them that begin with "+"."""
    lines, removed, added = solution.split("\n"), [], []
    for line in edits.split("\n") + [""]:
        if (removed or added) and (not line.startswith(("-", "+")) or (line.startswith("-") and added)):
            at = next(i for i in range(len(lines)) if [text.strip() for text in lines[i:i + len(removed)]] == removed)
            lines[at:at + len(removed)] = added
            removed, added = [], []
        if line.startswith("-"):
            removed.append(line[1:].strip())
        if line.startswith("+"):
            added.append(line[1:])
    return "\n".join(lines)


def answers_of(course, name):
    """Exercise to its right and its wrong answers, the solution first."""
    found = {}
    for attributes, code in FENCE.findall((course / "notebooks/src" / f"{name}.md").read_text()):
        exercise = re.search(r'exercise="([^"]+)"', attributes)[1]
        solution = re.sub(r"^ *// (BEGIN|END) SOLUTION\n", "", code, flags=re.M)
        found[exercise] = {"right": [solution], "wrong": []}
        for path in sorted((course / "notebooks/src/answers" / exercise).glob("*")):
            text = path.read_text()
            found[exercise][path.name.split("-")[0]].append(edited(solution, text) if path.suffix == ".diff" else text)
    return found


def hand_in(course, name, students, folder):
    released, answers = json.loads((course / "notebooks" / f"{name}.ipynb").read_text()), answers_of(course, name)
    for number in range(students):
        chance = random.Random(f"{name} {number}")
        mistaken = chance.sample(sorted(answers), 1 + number % 2)
        chosen = {}
        for exercise, known in answers.items():
            kind = ["right", "wrong" if exercise in mistaken else "right", chance.choice(["right", "wrong", "stub"])][number % 3]
            if kind != "stub":
                chosen[exercise] = chance.choice(known[kind] or known["right"])
        notebook = json.loads(json.dumps(released))
        for cell in notebook["cells"]:
            role = cell["metadata"].get("coursekit", {})
            if role.get("role") == "answer" and role["exercise"] in chosen:
                cell["source"] = chosen[role["exercise"]]
        path = folder / f"student{number:02}" / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))


def small_course(root, program):
    """A course of one notebook: a setup cell, ten times an answer, a check and two cells that use it, minus the last."""
    text = ['---', 'title: Small', 'description: Forty small cells.', '---', '', '# Small', '', '```csharp role="setup"', 'Check.Begin("01-small");', '```', '']
    for n in range(1, 11):
        text += [
            f'## Part {n}', '',
            f'```csharp exercise="01.{n}" role="answer"', f'double F{n}(double x)', '{', '    // BEGIN SOLUTION', f'    return {n} * x + 1;', '    // END SOLUTION', '}', '```', '',
            f'```csharp exercise="01.{n}" role="check" points=2', f'Check.Value("part {n} at two", () => F{n}(2));', f'Check.Value("part {n} at a half", () => F{n}(0.5));',
            '// BEGIN HIDDEN TESTS', f'Check.Value("part {n} below zero", () => F{n}(-1.5));', '// END HIDDEN TESTS', f'Check.Report("01.{n}")', '```', '',
            '```csharp', f'var x{n} = Tensor.Randn([8, 4], seed: {n});', f'var y{n} = x{n} * {n}f + 1f;', f'Console.WriteLine(y{n}.Mean());', '```', '']
        if n < 10:
            text += ['```csharp', f'var squares{n} = Enumerable.Range(0, 10).Select(i => i * i + {n}).Where(i => i % 2 == 0).ToArray();', f'squares{n}.Sum()', '```', '']
        folder = root / "notebooks/src/answers" / f"01.{n}"
        folder.mkdir(parents=True)
        (folder / "right-turned.cs").write_text(f"double F{n}(double x) => 1 + x * {n};\n")
        (folder / "wrong-one.cs").write_text(f"// hint: add one\ndouble F{n}(double x) => {n} * x;\n")
        (folder / "wrong-sign.cs").write_text(f"// hint: mind the sign\ndouble F{n}(double x)\n{{\n    double product = {n} * Math.Abs(x);\n    return product + 1;\n}}\n")
        (folder / "wrong-throws.cs").write_text(f'// hint: halves are numbers\ndouble F{n}(double x) => x % 1 == 0 ? {n} * x + 1 : throw new FormatException("no whole number");\n')
    (root / "datasets").mkdir()
    (root / "notebooks/src/01-small.md").write_text("\n".join(text))
    subprocess.run(["dotnet", "exec", program, "build"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    return root, "01-small"


def processor_times(process):
    """Seconds of processor time of a process and those below it, by number."""
    times, waiting = {}, [process]
    while waiting:
        process = waiting.pop()
        try:
            fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            times[process] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            for task in os.listdir(f"/proc/{process}/task"):
                waiting += map(int, pathlib.Path(f"/proc/{process}/task/{task}/children").read_text().split())
        except OSError:
            pass
    return times


def grade(course, name, submitted, output, jobs, program):
    """Seconds that passed, and seconds of processor time of all processes."""
    start, times = time.perf_counter(), {}
    command = ["dotnet", "exec", program, "grade", submitted, "-o", output, "--notebook", name, "--jobs", str(jobs)]
    with subprocess.Popen(command, cwd=course, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        said = []
        reader = threading.Thread(target=lambda: said.append(process.stdout.read()))
        reader.start()
        while process.poll() is None:
            times.update(processor_times(process.pid))
            time.sleep(LOOK)
        passed = time.perf_counter() - start
        reader.join()
    if process.returncode != 0:
        raise SystemExit("".join(said))
    return passed, sum(times.values())


def outcome(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in (".csv", ".json", ".html")}


def measure(label, course, name, students, work, program):
    submitted, first = work / f"{label}-submitted", work / f"{label}-first"
    hand_in(course, name, students, submitted)
    hand_in(course, name, 1, work / f"{label}-one")
    recorded, _ = grade(course, name, work / f"{label}-one", first, 1, program)
    outcomes = []
    for jobs in (1, 2):
        output = work / f"{label}-{jobs}"
        output.mkdir()
        shutil.copytree(first / "oracles", output / "oracles")
        passed, worked = grade(course, name, submitted, output, jobs, program)
        outcomes.append(outcome(output))
        print(f"{label:6} {students} students, {jobs} job{'s' if jobs > 1 else ' '}  {60 * students / passed:7.1f} submissions a minute  "
              f"{passed * min(jobs, os.cpu_count()) / students:6.2f} s each and core  {worked / students:6.2f} s of processor time each", flush=True)
    print(f"{label:6} beforehand, once: the solution and its known mistakes, and one submission, {recorded:.1f} s; "
          f"{len(outcomes[0])} files, {'all the same with either' if outcomes[0] == outcomes[1] else 'NOT THE SAME: ' + ', '.join(k for k in outcomes[0] if outcomes[0][k] != outcomes[1].get(k))}", flush=True)


arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
arguments.add_argument("classes", nargs="*", metavar="CLASS", help="small, 07 or 08; all unless named")
arguments.add_argument("--students", type=int, default=60)
arguments.add_argument("--program", type=pathlib.Path, default=HERE / "CourseKit/bin/Release/net10.0/coursekit.dll")
chosen = arguments.parse_args()
with tempfile.TemporaryDirectory() as scratch:
    for wanted in chosen.classes or ["small", "08", "07"]:
        if wanted == "small":
            course_root, notebook = small_course(pathlib.Path(scratch) / "course", chosen.program.resolve())
        else:
            course_root, notebook = HERE, next((HERE / "notebooks").glob(f"{wanted}-*.ipynb")).stem
        measure(wanted, course_root, notebook, chosen.students, pathlib.Path(scratch), chosen.program.resolve())
