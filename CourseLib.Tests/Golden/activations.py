#!/usr/bin/env python3
"""Writes activations.safetensors: the activations, those that PyTorch lacks spelled out from their papers' definitions."""
import torch
import torch.nn.functional as F

from golden import case, normal, save

torch.manual_seed(30)


def line():
    """From −6.6 to 6.4, and never within 0.4 of a whole number, where the kinks are."""
    return (torch.linspace(-6.6, 6.4, 14)[torch.randperm(14)]).reshape(2, 7)


def away(*shape):
    """Normal numbers pushed away from 0."""
    x = normal(*shape)
    return x + 0.2 * torch.sign(x)


def unary(name, function):
    case(name, function, line())


unary("arc tangent", torch.atan)
unary("leaky ReLU", F.leaky_relu)
unary("leaky ReLU, slope 0.3", lambda x: F.leaky_relu(x, 0.3))
unary("randomised ReLU, evaluation", F.rrelu)
unary("ELU", F.elu)
unary("ELU, alpha 1.7", lambda x: F.elu(x, 1.7))
unary("softplus", F.softplus)
unary("softplus, beta 2.5", lambda x: torch.log1p(torch.exp(2.5 * x)) / 2.5)
unary("softsign", F.softsign)
unary("SiLU", F.silu)
unary("Swish, beta 1.5", lambda x: x * torch.sigmoid(1.5 * x))
unary("Swish, beta -0.7", lambda x: x * torch.sigmoid(-0.7 * x))
unary("Mish", F.mish)
unary("GELU", F.gelu)
unary("ReLU6", F.relu6)
unary("Hardswish", F.hardswish)
unary("ISRU", lambda x: x / torch.sqrt(1 + x * x))
unary("ISRU, alpha 3", lambda x: x / torch.sqrt(1 + 3 * x * x))
unary("ISRLU, alpha 2", lambda x: torch.where(x < 0, x / torch.sqrt(1 + 2 * x * x), x))
unary("SQNL", lambda x: torch.where(x.abs() > 2, torch.sign(x), x - x * x.abs() / 4) + 0 * x)

case("SQNL, around the middle", lambda x: x * (1 - x.abs() / 4), normal(3, 5).clamp(-1.8, 1.8))
case("bipolar ReLU of images", lambda x: torch.where(torch.arange(3)[:, None, None] % 2 == 0, F.relu(x), -F.relu(-x)), away(2, 3, 2, 3))
case("bipolar ReLU of rows", lambda x: torch.where(torch.arange(5) % 2 == 0, F.relu(x), -F.relu(-x)), away(3, 5))
case("PReLU, one slope", F.prelu, away(2, 3, 4), torch.tensor([0.25]))
case("PReLU, a slope for each channel", F.prelu, away(2, 3, 3, 2), normal(3))
case("PReLU of rows", F.prelu, away(4, 5), normal(5))
case("PReLU, one channel, batch of 1", F.prelu, away(1, 1, 5), normal(1))

save("activations.safetensors")
