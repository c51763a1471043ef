"""Measures kernels beside each other with jupyter-client: start, first result, warm cells, interrupt, recovery, memory, output.

Usage: measure_kernel.py [KERNELSPEC_NAME …]      (coursekit and python3 unless named)
Needs jupyter-client and, for python3, ipykernel (Debian: python3-jupyter-client python3-ipykernel). Prints a line a figure, in
milliseconds unless it says otherwise: medians of five starts; warm cells one by one.
"""
import os
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

LIMIT = 120
CODE = {
    "coursekit": {"add": "1 + 1", "loop": "while (true) { }", "overflow": "int F(int n) => 1 + F(n + 1);\nF(0)", "cell": "var v{0} = {0}; v{0} + 1",
                  "flood": "for (int i = 0; i < 100000; i++) Console.WriteLine($\"line {i}\");"},
    "python3": {"add": "1 + 1", "loop": "while True: pass", "overflow": None, "cell": "v{0} = {0}; v{0} + 1",
                "flood": "for i in range(100000): print('line', i)"},
}


def now():
    return time.perf_counter() * 1000


def run(client, code, hook=lambda m: None):
    return client.execute_interactive(code, timeout=LIMIT, output_hook=hook)["content"]


def start(name):
    begin = now()
    manager = KernelManager(kernel_name=name)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=LIMIT)
    ready = now() - begin
    run(client, CODE[name]["add"])
    return manager, client, ready, now() - begin


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def memory(pid):
    """Resident megabytes of a process and those below it."""
    children, total = {}, 0
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as file:
                children.setdefault(int(file.read().rsplit(")", 1)[1].split()[1]), []).append(int(entry))
        except OSError:
            pass
    waiting = [pid]
    while waiting:
        process = waiting.pop()
        waiting += children.get(process, [])
        try:
            with open(f"/proc/{process}/status") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
        except OSError:
            pass
    return total / 1024


def measure(name):
    def say(what, value, unit="ms"):
        print(f"{name:10}  {what:42}  {value:8.1f} {unit}", flush=True)

    starts = []
    for _ in range(5):
        manager, client, ready, first = start(name)
        starts.append((ready, first))
        stop(manager, client)
    say("start to ready", statistics.median(r for r, _ in starts))
    say("start to first result", statistics.median(f for _, f in starts))

    manager, client, _, _ = start(name)
    try:
        pid = manager.provisioner.pid
        warm = []
        for _ in range(200):
            begin = now()
            run(client, CODE[name]["add"])
            warm.append(now() - begin)
        warm.sort()
        say("warm 1 + 1, median", statistics.median(warm))
        say("warm 1 + 1, 95th percentile", warm[int(0.95 * len(warm))])

        stops = []
        for _ in range(5):
            client.execute(CODE[name]["loop"])
            time.sleep(0.5)
            begin = now()
            manager.interrupt_kernel()
            while client.get_shell_msg(timeout=LIMIT)["msg_type"] != "execute_reply":
                pass
            stops.append(now() - begin)
        say("interrupt of an endless loop, median", statistics.median(stops))
        run(client, CODE[name]["add"])

        if CODE[name]["overflow"]:
            begin = now()
            assert run(client, CODE[name]["overflow"])["status"] == "error"
            run(client, CODE[name]["add"])
            say("stack overflow to the next result", now() - begin)

        time.sleep(5)  # The spare that took the place of the dead worker has started by then.
        before = memory(pid)
        begin = now()
        for i in range(1000):
            assert run(client, CODE[name]["cell"].format(i))["status"] == "ok"
        say("1,000 cells", (now() - begin) / 1000, "s")
        say("memory before them", before, "MB")
        say("memory that they added", memory(pid) - before, "MB")

        text = []
        begin = now()
        run(client, CODE[name]["flood"], lambda m: text.append(m["content"]["text"]) if m["msg_type"] == "stream" else None)
        took = now() - begin
        say("lines printed a second, of 100,000", "".join(text).count("\n") / took * 1000, "lines")
        assert "".join(text).count("\n") >= 100000 or "not shown" in "".join(text)
    finally:
        stop(manager, client)


for kernel in sys.argv[1:] or ["coursekit", "python3"]:
    measure(kernel)
