"""Runs notebooks in .NET Interactive by nbclient, two at a time, whatever fails in them. Prints one line a notebook.

Usage: run_in_dotnet_interactive.py OUTPUT_FOLDER NOTEBOOK... : each is written, with its outputs, to the folder under its own name.
The kernelspecs are net-csharp-0 and net-csharp-1, with a range of ports each: two kernels that start at once would take the same port.
"""
import asyncio
import pathlib
import sys
import time

import nbformat
from nbclient import NotebookClient

TARGET = pathlib.Path(sys.argv[1])
LIMIT = 600  # seconds a cell
waiting = [pathlib.Path(name) for name in sys.argv[2:]]


async def run_in(kernel):
    while waiting:
        path = waiting.pop(0)
        notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
        start = time.monotonic()
        where = {"metadata": {"path": str(path.parent)}}
        await NotebookClient(notebook, kernel_name=kernel, timeout=LIMIT, allow_errors=True, resources=where).async_execute()
        nbformat.write(notebook, TARGET / path.name)
        print(f"{path.name} {time.monotonic() - start:.1f} s", flush=True)


async def main():
    await asyncio.gather(run_in("net-csharp-0"), run_in("net-csharp-1"))


asyncio.run(main())
