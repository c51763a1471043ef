#!/usr/bin/env python3
"""Writes optimizers.safetensors: eight steps of optimisers, clipped gradients, and learning rates of schedules."""
import torch

from golden import normal, save, write

torch.manual_seed(50)

STEPS = 8


def steps():
    start, gradients = normal(19), [normal(19) for _ in range(STEPS)]
    write("optimizers/start", start)
    for step, gradient in enumerate(gradients):
        write(f"optimizers/gradient.{step}", gradient)
    for name, make in {
        "Nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
        "Nesterov and decay": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.5, weight_decay=0.1, nesterov=True),
        "Adam": lambda p: torch.optim.Adam(p, lr=0.1),
        "Adam, decay": lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.5, 0.9), eps=1e-3, weight_decay=0.1),
        "AdamW": lambda p: torch.optim.AdamW(p, lr=0.1),
        "AdamW, decay": lambda p: torch.optim.AdamW(p, lr=0.02, betas=(0.5, 0.9), weight_decay=0.3),
        "RMSprop": lambda p: torch.optim.RMSprop(p),
        "RMSprop, decay": lambda p: torch.optim.RMSprop(p, lr=0.05, alpha=0.8, eps=1e-4, weight_decay=0.1),
        "RMSprop, momentum": lambda p: torch.optim.RMSprop(p, lr=0.05, momentum=0.9),
        "RMSprop, centred": lambda p: torch.optim.RMSprop(p, lr=0.05, centered=True, momentum=0.5),
    }.items():
        weight = torch.nn.Parameter(start.double())
        optimizer = make([weight])
        for gradient in gradients:
            weight.grad = gradient.double()
            optimizer.step()
        write(f"optimizers/{name}", weight)


def clipping():
    gradients = [normal(3, 4), normal(5) * 3]
    for index, gradient in enumerate(gradients):
        write(f"clipping/gradient.{index}", gradient)
    for name, clip in {
        "norm 2": lambda p: torch.nn.utils.clip_grad_norm_(p, 2.0),
        "norm 100": lambda p: torch.nn.utils.clip_grad_norm_(p, 100.0),
        "value 0.7": lambda p: torch.nn.utils.clip_grad_value_(p, 0.7),
    }.items():
        parameters = [torch.nn.Parameter(torch.zeros_like(g).double()) for g in gradients]
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = gradient.double()
        norm = clip(parameters)
        for index, parameter in enumerate(parameters):
            write(f"clipping/{name}/{index}", parameter.grad)
        if norm is not None:
            write(f"clipping/{name}/norm", norm)


def schedules():
    for name, rate, make, count in [
        ("step", 0.1, lambda o: torch.optim.lr_scheduler.StepLR(o, 4, 0.5), 20),
        ("milestones", 0.1, lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [3, 7, 8]), 12),
        ("cosine", 0.3, lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 15, 0.01), 16),
        ("one cycle", 0.1, lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 0.4, total_steps=37), 37),
        ("one cycle, other shape", 0.1, lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.5, total_steps=20, pct_start=0.45, div_factor=10, final_div_factor=100), 20),
    ]:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)
        scheduler = make(optimizer)
        rates = []
        for _ in range(count):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if len(rates) < count:
                scheduler.step()
        write(f"schedules/{name}", torch.tensor(rates, dtype=torch.float64))


steps()
clipping()
schedules()
save("optimizers.safetensors")
