#!/usr/bin/env python3
"""Writes losses.safetensors: the cross-entropies with soft and smoothed targets and class weights, and the penalties."""
import torch
import torch.nn.functional as F

from golden import case, normal, save, spaced

torch.manual_seed(40)

labels = torch.tensor([2, 0, 4, 4, 1])
weights = torch.tensor([0.5, 2, 1, 0, 3]).double()
targets = torch.tensor([[0.5, 0.5, 0, 0, 0], [0, 0, 1, 0, 0], [0.125, 0.25, 0.25, 0.125, 0.25]]).double()


def entropy(name, target, rows, **arguments):
    case(f"cross-entropy, {name}", lambda x: F.cross_entropy(x, target, **arguments), normal(rows, 5) * 2)


entropy("smoothed labels", labels, 5, label_smoothing=0.1)
entropy("class weights", labels, 5, weight=weights)
entropy("class weights and smoothed labels", labels, 5, weight=weights, label_smoothing=0.2)
entropy("soft targets", targets, 3)
entropy("smoothed soft targets", targets, 3, label_smoothing=0.3)
entropy("soft targets, class weights", targets, 3, weight=weights)
entropy("soft targets, class weights, smoothed", targets, 3, weight=weights, label_smoothing=0.25)
entropy("one example", labels[:1], 1, label_smoothing=1.0)
case("L1 penalty", lambda x, y: 0.3 * (x.abs().sum() + y.abs().sum()), spaced(3, 4), spaced(2))
case("L2 penalty", lambda x, y: 0.3 * ((x ** 2).sum() + (y ** 2).sum()), normal(3, 4), normal(2))

save("losses.safetensors")
