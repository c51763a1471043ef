"""What the generators of golden values share. Each family has a script of its own, named after the file that it writes.

Needs torch (Debian: python3-torch). Run a family's script from this folder after adding a case; its file is committed. Inputs are
float32; PyTorch computes in float64, so that what is written is right to the last float32 digit, whatever the order of its sums.
Entries are named case/input.0, case/output, case/upstream, case/gradient.0; sequences have names of their own.
"""
import json
import struct

import torch

entries = {}

def normal(*shape):
    return torch.randn(*shape)


def positive(*shape):
    return torch.rand(*shape) * 2 + 0.5


def spaced(*shape):
    """Values 0.17 apart in random order, none near 0: no two of them meet, and none meets a kink, when one is moved a little."""
    count = 1
    for size in shape:
        count *= size
    return ((torch.randperm(count).float() - count // 2 + 0.5) * 0.17).reshape(shape)


def write(name, tensor):
    entries[name] = tensor.detach().to(torch.float32).contiguous()


def case(name, function, *inputs):
    leaves = [i.double().requires_grad_() for i in inputs]
    output = function(*leaves)
    upstream = torch.randn(output.shape)
    output.backward(upstream.double())
    for index, (value, leaf) in enumerate(zip(inputs, leaves)):
        write(f"{name}/input.{index}", value)
        if leaf.grad is not None:
            write(f"{name}/gradient.{index}", leaf.grad)
    write(f"{name}/output", output)
    write(f"{name}/upstream", upstream)


def save(path):
    header, data = {}, b""
    for name, tensor in entries.items():
        values = tensor.flatten().tolist()
        packed = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
