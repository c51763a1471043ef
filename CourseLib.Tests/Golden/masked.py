#!/usr/bin/env python3
"""Writes masked.safetensors: losses of logits that are infinite or huge, with their gradients.

Where PyTorch multiplies 0 by infinity and gives NaN, the loss is what the same sum gives with every product of a target of 0 left out; its gradients need no such care.
"""
import torch
import torch.nn.functional as F

from golden import save, write

inf = float("inf")
labels = torch.tensor([0, 1])
weights = torch.tensor([0.5, 2, 0, 1]).double()
masked = [[2, 1, -inf, 0.5], [-inf, 3, 1, -inf]]
soft = torch.tensor([[0.5, 0.5, 0, 0], [0, 0.25, 0.75, 0]]).double()


def loss(name, function, logits):
    z = torch.tensor(logits).double().requires_grad_()
    value = function(z)
    value.backward()
    name = "masked logits, " + name
    write(f"{name}/logits", z)
    write(f"{name}/loss", value)
    write(f"{name}/gradient", z.grad)


def against(z, targets, weight=torch.ones(4).double(), total=2):
    terms = F.log_softmax(z, 1) * targets * weight
    return -torch.where(targets * weight > 0, terms, torch.zeros_like(terms)).sum() / total


one_hot = F.one_hot(labels, 4).double()
loss("labels", lambda z: F.cross_entropy(z, labels), masked)
loss("labels, class weights", lambda z: F.cross_entropy(z, labels, weight=weights), masked)
loss("one-hot targets", lambda z: against(z, one_hot), masked)
loss("soft targets", lambda z: against(z, soft), masked)
loss("soft targets, class weights", lambda z: against(z, soft, weights), masked)
loss("a masked label", lambda z: F.cross_entropy(z, torch.tensor([2, 1])), masked)
loss("smoothed labels", lambda z: F.cross_entropy(z, labels, label_smoothing=0.1), masked)
loss("huge logits", lambda z: F.cross_entropy(z, labels), [[3e38, -3e38, 0, 1e38], [3e38, 3e38, -3e38, 0]])
for value, target in [(-inf, 0), (inf, 1), (inf, 0), (-inf, 1), (inf, 0.5), (0, 1), (0, 0.25), (1e38, 0.5), (-3e38, 0)]:
    z = torch.tensor([float(value)]).double().requires_grad_()
    F.binary_cross_entropy_with_logits(z, torch.tensor([float(target)]).double()).backward()
    certain = value == (inf if target == 1 else -inf) and target in (0, 1)
    plain = z.detach().clamp(min=0) - z.detach() * target + torch.log1p(torch.exp(-z.detach().abs()))
    write(f"masked logits, logistic {value} against {target}/loss", torch.zeros(1) if certain else plain.nan_to_num(nan=inf, posinf=inf))
    write(f"masked logits, logistic {value} against {target}/gradient", z.grad)

save("masked.safetensors")
