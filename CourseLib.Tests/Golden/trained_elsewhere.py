#!/usr/bin/env python3
"""Takes LeNet-5 with batch normalisation, weights and images from a file, and gives back PyTorch's logits, before and after training it on.

Usage: trained_elsewhere.py FROM TO          Needs torch (Debian: python3-torch).
Both files are safetensors: FROM has the state dict's entries under "net/" and "images"; TO gets "logits", the state after three more
steps under "net/", and "logits after".
"""
import json
import struct
import sys

import torch
import torch.nn.functional as F
from torch import nn

import golden


def load(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    tensors = {}
    for name, entry in json.loads(data[8:8 + length]).items():
        begin, end = entry["data_offsets"]
        values = struct.unpack(f"<{(end - begin) // 4}f", data[8 + length + begin:8 + length + end])
        tensors[name] = torch.tensor(values).reshape(entry["shape"])
    return tensors


net = nn.Sequential(
    nn.Conv2d(3, 20, 5), nn.BatchNorm2d(20), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.BatchNorm2d(50), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(1250, 500), nn.BatchNorm1d(500), nn.ReLU(), nn.Linear(500, 10))
given = load(sys.argv[1])
net.load_state_dict({name[len("net/"):]: value for name, value in given.items() if name.startswith("net/")})
images = given["images"]
net.eval()
golden.write("logits", net(images))

net.train()
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
for step in range(3):
    optimizer.zero_grad()
    F.cross_entropy(net(images), torch.arange(len(images)) % 10).backward()
    optimizer.step()
net.eval()
for name, value in net.state_dict().items():
    golden.write("net/" + name, value)
golden.write("logits after", net(images))
golden.save(sys.argv[2])
