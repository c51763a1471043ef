"""Drives the installed kernel with jupyter-client and nbclient. Prints one line per scenario; exits 1 at the first that fails.

Usage: drive_with_jupyter_client.py KERNELSPEC_NAME
"""
import os
import sys
import time

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NAME = sys.argv[1]
LIMIT = 120


def run(client, code, **options):
    outputs = []
    reply = client.execute_interactive(code, timeout=LIMIT, output_hook=outputs.append, **options)
    return reply["content"], outputs


def result(outputs):
    return [m["content"]["data"]["text/plain"] for m in outputs if m["msg_type"] == "execute_result"]


def passed(name):
    print("ok", name, flush=True)


spec = KernelSpecManager().get_kernel_spec(NAME)
assert spec.interrupt_mode == "message" and spec.language == "C#" and "{connection_file}" in spec.argv
passed("kernelspec")

manager, client = start_new_kernel(kernel_name=NAME, startup_timeout=LIMIT)
try:
    info = client.kernel_info(reply=True, timeout=LIMIT)["content"]
    assert info["language_info"]["name"] == "C#", info
    passed("kernel_info")

    content, outputs = run(client, 'Console.WriteLine("streamed"); 6 * 7', user_expressions={"half": "42 / 2"})
    assert content["status"] == "ok" and result(outputs) == ["42"], outputs
    assert content["user_expressions"]["half"]["data"]["text/plain"] == "21", content
    assert [m["content"]["text"] for m in outputs if m["msg_type"] == "stream"] == ["streamed\n"], outputs
    passed("execute")

    content, outputs = run(client, "\nint broken = nonsense;")
    assert content["status"] == "error" and any("line 2" in line for line in content["traceback"]), content
    passed("error")

    first = client.execute('System.Threading.Thread.Sleep(1000); throw new Exception("stop");')
    second = client.execute('"must not run"')
    assert client._recv_reply(first, timeout=LIMIT)["content"]["status"] == "error"
    assert client._recv_reply(second, timeout=LIMIT)["content"]["status"] == "aborted"
    passed("aborted")

    for _ in range(10):  # On a busy machine the first answers may come too late to be of use.
        reply = client.complete("Console.Wri", reply=True, timeout=LIMIT)["content"]
        if reply["matches"]:
            break
    assert "WriteLine" in reply["matches"] and reply["cursor_start"] == 8 and reply["cursor_end"] == 11, reply
    reply = client.inspect("Console.WriteLine", reply=True, timeout=LIMIT)["content"]
    assert reply["found"] and "WriteLine" in reply["data"]["text/plain"], reply
    reply = client._recv_reply(client.is_complete("for (;;) {"), timeout=LIMIT)["content"]
    assert reply == {"status": "incomplete", "indent": "    "}, reply
    assert client.history(hist_access_type="tail", n=1, reply=True, timeout=LIMIT)["content"]["history"], "no history"
    passed("language")

    content, outputs = run(client, "Console.ReadLine()", stdin_hook=lambda message: client.input("typed"), allow_stdin=True)
    assert result(outputs) == ["typed"], outputs
    passed("stdin")

    looping = client.execute('var kept = 3; while (true) { }')
    time.sleep(1)
    manager.interrupt_kernel()
    assert client._recv_reply(looping, timeout=LIMIT)["content"]["ename"] == "Interrupted"
    assert result(run(client, "kept")[1]) == ["3"]
    passed("interrupt")

    content, outputs = run(client, "Environment.Exit(7);")
    assert content["ename"] == "WorkerDied" and manager.is_alive(), content
    assert result(run(client, "1 + 1")[1]) == ["2"]
    content, outputs = run(client, "int F(int n) => 1 + F(n + 1);\nF(0)")
    assert content["ename"] == "WorkerDied" and "Stack overflow" in content["evalue"], content
    assert result(run(client, "1 + 1")[1]) == ["2"]
    passed("death of the worker")

    # Memory that nobody writes to: the limit is met long before the machine's.
    content, outputs = run(client, "int kept = 41;\nvar all = new List<byte[]>();\nwhile (true) all.Add(GC.AllocateUninitializedArray<byte>(64 << 20));")
    assert content["ename"] in ("OutOfMemoryException", "WorkerDied"), content
    assert len([message for message in outputs if message["msg_type"] == "error"]) == 1, outputs
    if content["ename"] == "OutOfMemoryException":
        assert result(run(client, "all = null;\nkept + 1")[1]) == ["42"]
    assert result(run(client, "1 + 1")[1]) == ["2"]
    passed("memory used up")

    assert client.is_alive() and client.hb_channel.is_beating()
    passed("heartbeat")

    manager.restart_kernel()
    client.wait_for_ready(timeout=LIMIT)
    content, outputs = run(client, "kept")
    assert content["ename"] == "CompilationError" and content["execution_count"] == 1, content
    passed("restart")
finally:
    client.stop_channels()
    manager.shutdown_kernel()
assert not manager.is_alive()
passed("shutdown")

notebook = nbformat.v4.new_notebook(
    cells=[
        nbformat.v4.new_code_cell('var squares = Enumerable.Range(1, 3).Select(i => i * i).ToArray(); Console.WriteLine("made");'),
        nbformat.v4.new_code_cell("squares.Sum()"),
        nbformat.v4.new_code_cell('display(HTML("<b>bold</b>"));'),
    ],
    metadata={"kernelspec": {"name": NAME, "display_name": "C#", "language": "C#"}},
)
NotebookClient(notebook, timeout=LIMIT, kernel_name=NAME).execute()
nbformat.validate(notebook)
assert notebook.cells[0].outputs[0].text == "made\n", notebook
assert notebook.cells[1].outputs[0].data["text/plain"] == "14", notebook
assert notebook.cells[2].outputs[0].data["text/html"] == "<b>bold</b>", notebook
passed("nbclient")

failing = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell('throw new Exception("on purpose");')])
try:
    NotebookClient(failing, timeout=LIMIT, kernel_name=NAME).execute()
    raise AssertionError("nbclient saw no error")
except CellExecutionError as error:
    assert "on purpose" in str(error)
passed("nbclient error")

# A front end that dies without a word leaves nothing behind.
manager, client = start_new_kernel(kernel_name=NAME, startup_timeout=LIMIT)
worker = int(result(run(client, "Environment.ProcessId")[1])[0])
client.stop_channels()
kernel = manager.provisioner.pid
os.kill(kernel, 9)
for _ in range(300):
    if not os.path.exists(f"/proc/{worker}") and not os.path.exists(f"/proc/{worker}/exe"):
        break
    time.sleep(0.1)
else:
    raise AssertionError("the worker outlived the kernel")
manager.shutdown_kernel(now=True)
passed("no orphans")
