"""Runs the same work in PyTorch. One JSON object a line on stdin, one answer a line on stdout.

{"setup": {"op": "...", ...}, "threads": n}  ->  {}
{"run": repetitions}                         ->  {"ms": milliseconds for one repetition}

With the arguments NETWORK STEPS THREADS it does so many training steps and prints the peak of its memory in MB.
"""
import json
import resource
import sys
import time

try:
    import torch
    import torch.nn as nn
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


def measured(s, forward, inputs):
    return trained(forward, inputs) if s.get("train", True) else inference(forward)


def conv(s):
    x = torch.randn(s["batch"], s["from"], s["size"], s["size"])
    b = torch.randn(s["to"])
    arguments = {"stride": s["stride"], "padding": s["pad"], "dilation": s["dilation"], "groups": s["groups"]}
    if s["transposed"]:
        w = torch.randn(s["from"], s["to"] // s["groups"], s["kernel"], s["kernel"])
        return measured(s, lambda: F.conv_transpose2d(x, w, b, **arguments), [x, w, b])
    w = torch.randn(s["to"], s["from"] // s["groups"], s["kernel"], s["kernel"])
    return measured(s, lambda: F.conv2d(x, w, b, **arguments), [x, w, b])


def pool(s):
    x = torch.randn(*s["shape"])
    if s["kind"] == "global":
        return measured(s, lambda: x.mean((2, 3)), [x])
    function = F.max_pool2d if s["kind"] == "max" else F.avg_pool2d
    return measured(s, lambda: function(x, s["kernel"], s["stride"], s["pad"]), [x])


def affine(shape):
    return torch.randn(*shape), torch.randn(*shape)


def batch_norm(s):
    x = torch.randn(*s["shape"])
    gamma, beta = affine([s["shape"][1]])
    mean, variance = torch.zeros(s["shape"][1]), torch.ones(s["shape"][1])
    return measured(s, lambda: F.batch_norm(x, mean, variance, gamma, beta, training=True), [x, gamma, beta])


def layer_norm(s):
    x = torch.randn(*s["shape"])
    gamma, beta = affine([s["shape"][1]])
    return measured(s, lambda: F.layer_norm(x, [s["shape"][1]], gamma, beta), [x, gamma, beta])


def group_norm(s):
    x = torch.randn(*s["shape"])
    gamma, beta = affine([s["shape"][1]])
    return measured(s, lambda: F.group_norm(x, s["groups"], gamma, beta), [x, gamma, beta])


def activation(s):
    x = torch.rand(*s["shape"]) + 0.1 if s.get("positive") else torch.randn(*s["shape"])
    forward = eval("lambda x, w: " + s["expression"], {"torch": torch, "F": F})
    w = torch.tensor([0.25])
    return measured(s, lambda: forward(x, w), [x])


def cross_entropy(s):
    x = torch.randn(s["rows"], s["classes"], requires_grad=True)
    y = torch.randint(s["classes"], (s["rows"],))
    return lambda: torch.autograd.grad(F.cross_entropy(x, y), [x])


def optimizer(s):
    weight = nn.Parameter(torch.randn(s["count"]))
    weight.grad = torch.randn(s["count"])
    make = {
        "sgd": lambda p: torch.optim.SGD(p, 0.01),
        "nesterov": lambda p: torch.optim.SGD(p, 0.01, 0.9, weight_decay=5e-4, nesterov=True),
        "adam": lambda p: torch.optim.Adam(p),
        "adamw": lambda p: torch.optim.AdamW(p),
        "rmsprop": lambda p: torch.optim.RMSprop(p),
    }
    return make[s["kind"]]([weight]).step


def lenet(norm):
    def block(a, b):
        return [nn.Conv2d(a, b, 5)] + ([nn.BatchNorm2d(b)] if norm else []) + [nn.ReLU(), nn.MaxPool2d(2)]
    flat = [nn.BatchNorm1d(500)] if norm else []
    return nn.Sequential(*block(3, 20), *block(20, 50), nn.Flatten(), nn.Linear(1250, 500), *flat, nn.ReLU(), nn.Linear(500, 10))


class Basic(nn.Module):
    """Two convolutions, and a shortcut that takes every second pixel and adds channels of zeros."""

    def __init__(self, a, b, stride):
        super().__init__()
        self.stride, self.more = stride, b - a
        self.body = nn.Sequential(nn.Conv2d(a, b, 3, stride, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU(),
                                  nn.Conv2d(b, b, 3, 1, 1, bias=False), nn.BatchNorm2d(b))

    def forward(self, x):
        y = self.body(x)
        if self.more:
            x = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.more // 2, self.more - self.more // 2))
        return F.relu(x + y)


def resnet20():
    blocks = [Basic(a, b, 2 if a != b else 1) for a, b in [(16, 16)] * 3 + [(16, 32)] + [(32, 32)] * 2 + [(32, 64)] + [(64, 64)] * 2]
    return nn.Sequential(nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), *blocks,
                         nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class Inverted(nn.Module):
    def __init__(self, channels, expansion=6):
        super().__init__()
        wide = channels * expansion
        self.body = nn.Sequential(nn.Conv2d(channels, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.ReLU6(),
                                  nn.Conv2d(wide, wide, 3, 1, 1, groups=wide, bias=False), nn.BatchNorm2d(wide), nn.ReLU6(),
                                  nn.Conv2d(wide, channels, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return x + self.body(x)


def step(s):
    network = {
        "lenet": lambda: lenet(False),
        "lenet-bn": lambda: lenet(True),
        "resnet20": resnet20,
        "mobile-block": lambda: nn.Sequential(Inverted(24), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(24, 10)),
    }[s["network"]]()
    x = torch.randn(32, 24, 56, 56) if s["network"] == "mobile-block" else torch.randn(128, 3, 32, 32)
    y = torch.arange(len(x)) % 10
    optimizer = torch.optim.SGD(network.parameters(), 1e-6, 0.9, weight_decay=5e-4, nesterov=True)

    def run():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(network(x), y).backward()
        optimizer.step()
    return run


OPS = {f.__name__: f for f in (sgemm, conv, pool, batch_norm, layer_norm, group_norm, activation, cross_entropy, optimizer, step)}


def prepare(request):
    torch.set_num_threads(request["threads"])
    torch.manual_seed(0)
    return OPS[request["setup"]["op"]](request["setup"])


def blas():
    """Debian's PyTorch takes the system's matrix product, which without OpenBLAS is the slow reference."""
    torch.mm(torch.ones(2, 2), torch.ones(2, 2))
    with open("/proc/self/maps") as maps:
        return "" if "openblas" in maps.read() else " without OpenBLAS"


def serve():
    print(json.dumps({"version": torch.__version__ + blas()}), flush=True)
    work = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "setup" in request:
                work = prepare(request)
                answer = {}
            else:
                start = time.perf_counter()
                for _ in range(request["run"]):
                    work()
                answer = {"ms": 1000 * (time.perf_counter() - start) / request["run"]}
        except Exception as error:
            answer = {"error": f"{request}: {error}"}
        print(json.dumps(answer), flush=True)


if len(sys.argv) == 4:
    work = prepare({"setup": {"op": "step", "network": sys.argv[1]}, "threads": int(sys.argv[3])})
    for _ in range(int(sys.argv[2])):
        work()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
else:
    serve()
