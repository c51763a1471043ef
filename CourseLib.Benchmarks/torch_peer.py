"""Runs the same work in PyTorch. One JSON object a line on stdin, one answer a line on stdout.

{"setup": {"op": "...", ...}, "threads": n}  ->  {"ms": milliseconds of the first run}
{"run": repetitions}                         ->  {"ms": milliseconds for one repetition}
"""
import json
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    print(json.dumps({"error": "not installed"}), flush=True)
    sys.exit(0)


def sgemm(s):
    a = torch.randn(s["k"], s["m"]).t() if s["transposeA"] else torch.randn(s["m"], s["k"])
    b = torch.randn(s["n"], s["k"]).t() if s["transposeB"] else torch.randn(s["k"], s["n"])
    c = torch.empty(s["m"], s["n"])
    return lambda: torch.mm(a, b, out=c)


def trained(forward, inputs):
    """Forward and backward with a random upstream gradient, as a training step does them."""
    for t in inputs:
        t.requires_grad_(True)
    upstream = torch.randn_like(forward())
    return lambda: torch.autograd.grad(forward(), inputs, upstream)


def inference(forward):
    def run():
        with torch.no_grad():
            forward()
    return run


def conv(s):
    x = torch.randn(s["batch"], s["inChannels"], s["height"], s["width"])
    w = torch.randn(s["outChannels"], s["inChannels"] // s["groups"], s["kernel"], s["kernel"])
    b = torch.randn(s["outChannels"])

    def forward():
        return F.conv2d(x, w, b, stride=s["stride"], padding=s["pad"], groups=s["groups"])
    return trained(forward, [x, w, b]) if s["train"] else inference(forward)


def pool(s):
    x = torch.randn(s["batch"], s["channels"], s["height"], s["width"])
    function = F.max_pool2d if s["kind"] == "max" else F.avg_pool2d

    def forward():
        return function(x, s["kernel"], s["stride"], s["pad"])
    return trained(forward, [x]) if s["train"] else inference(forward)


def batch_norm(s):
    x = torch.randn(*s["shape"])
    gamma, beta = torch.randn(s["shape"][1]), torch.randn(s["shape"][1])
    mean, variance = torch.zeros(s["shape"][1]), torch.ones(s["shape"][1])

    def forward():
        return F.batch_norm(x, mean, variance, gamma, beta, training=True)
    return trained(forward, [x, gamma, beta]) if s["train"] else inference(forward)


def cross_entropy(s):
    x = torch.randn(s["rows"], s["classes"], requires_grad=True)
    y = torch.randint(s["classes"], (s["rows"],))
    return lambda: torch.autograd.grad(F.cross_entropy(x, y), [x])


def unary(s):
    x = torch.randn(s["count"]).abs() + 0.1
    y = torch.empty_like(x)
    function = getattr(torch, s["function"])
    return lambda: function(x, out=y)


def add(s):
    x, y, z = torch.randn(s["count"]), torch.randn(s["count"]), torch.empty(s["count"])
    return lambda: torch.add(x, y, out=z)


OPS = {f.__name__: f for f in (sgemm, conv, pool, batch_norm, cross_entropy, unary, add)}


def main():
    print(json.dumps({"version": torch.__version__}), flush=True)
    work = None
    for line in sys.stdin:
        request = json.loads(line)
        if "setup" in request:
            torch.set_num_threads(request["threads"])
            torch.manual_seed(0)
            work = OPS[request["setup"]["op"]](request["setup"])
            start = time.perf_counter()
            work()
            print(json.dumps({"ms": 1000 * (time.perf_counter() - start)}), flush=True)
        else:
            start = time.perf_counter()
            for _ in range(request["run"]):
                work()
            print(json.dumps({"ms": 1000 * (time.perf_counter() - start) / request["run"]}), flush=True)


main()
