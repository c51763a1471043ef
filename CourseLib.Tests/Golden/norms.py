#!/usr/bin/env python3
"""Writes norms.safetensors: all normalisations but those of basics.py, and the running averages of all normalisations after several steps."""
import torch
import torch.nn.functional as F

from golden import case, normal, save, write

torch.manual_seed(40)


def layer_norm():
    def layer(name, x, axes, affine=True, scale=1, **arguments):
        shape = x[-axes:]
        tensors = [normal(*x) * scale + 1] + ([normal(*shape), normal(*shape)] if affine else [])
        case("layer normalisation" + name, lambda x, *t: F.layer_norm(x, shape, *t, **arguments), *tensors)

    layer(" of the last axis", (5, 7), 1)
    layer(" of long rows", (2, 45), 1)
    layer(" of C, H and W", (2, 3, 3, 4), 3)
    layer(" of two axes out of three", (3, 2, 5), 2)
    layer(" of all axes", (3, 5), 2)
    layer(", not affine", (4, 6), 1, affine=False, eps=0.1)
    layer(", many rows", (70, 4), 1)
    case("layer normalisation without bias", lambda x, w: F.layer_norm(x, (5,), w), normal(3, 5), normal(5))


def group_norm():
    def group(name, x, groups, affine=True, **arguments):
        tensors = [normal(*x) * 2 - 1] + ([normal(x[1]), normal(x[1])] if affine else [])
        case("group normalisation" + name, lambda x, *t: F.group_norm(x, groups, *t, **arguments), *tensors)

    group(" of images", (2, 6, 3, 5), 3)
    group(", one group", (2, 4, 3, 3), 1)
    group(", a group for each channel", (2, 3, 4, 5), 3)
    group(" of large images", (1, 2, 9, 11), 1)
    group(" of rows", (5, 6), 2)
    group(" of sequences", (3, 4, 5), 2)
    group(" of volumes", (1, 4, 2, 3, 2), 2)
    group(", one channel", (3, 1, 2, 3), 1)
    group(", not affine", (2, 4, 2, 2), 2, affine=False, eps=0.1)


def instance_norm():
    def instance(name, x, affine=True, **arguments):
        tensors = [normal(*x) * 2 - 1] + ([normal(x[1]), normal(x[1])] if affine else [])
        case("instance normalisation" + name, lambda x, *t: F.instance_norm(x, None, None, *t, **arguments), *tensors)

    instance(" of images", (2, 3, 3, 5))
    instance(" of sequences", (3, 2, 7))
    instance(" of volumes", (1, 2, 2, 3, 4))
    instance(", not affine", (1, 3, 4, 3), affine=False, eps=0.1)


def batch_norm():
    def norm(x, w, b):
        return F.batch_norm(x, None, None, w, b, training=True)

    case("batch normalisation of volumes", norm, normal(2, 3, 2, 3, 2) + 2, normal(3), normal(3))
    case("batch normalisation of one image", norm, normal(1, 3, 3, 3) + 2, normal(3), normal(3))


def switchable_norm():
    """From the definitions of the three statistics over x itself; PyTorch has no such layer."""
    def norm(x, weight, bias, mean_weight, var_weight, eps=1e-5):
        axes = [(2, 3), (1, 2, 3), (0, 2, 3)]
        mean = sum(w * x.mean(a, keepdim=True) for w, a in zip(mean_weight.softmax(0), axes))
        var = sum(w * x.var(a, unbiased=False, keepdim=True) for w, a in zip(var_weight.softmax(0), axes))
        return (x - mean) / (var + eps).sqrt() * weight.reshape(-1, 1, 1) + bias.reshape(-1, 1, 1)

    def switch(name, *x):
        case("switchable normalisation" + name, norm, normal(*x) * 2 + 1, normal(x[1]), normal(x[1]), normal(3), normal(3))

    switch("", 3, 2, 3, 4)
    switch(" of one image", 1, 3, 4, 3)
    switch(" of one channel", 3, 1, 2, 5)


def adaptive_instance_norm():
    def norm(content, style, eps=1e-5):
        def moments(x):
            x = x.flatten(2)
            shape = x.shape[:2] + (1,) * (content.dim() - 2)
            return x.mean(2).reshape(shape), (x.var(2, unbiased=False) + eps).sqrt().reshape(shape)

        (mean, deviation), (style_mean, style_deviation) = moments(content), moments(style)
        return style_deviation * (content - mean) / deviation + style_mean

    case("adaptive instance normalisation", norm, normal(2, 3, 4, 3) * 2, normal(2, 3, 2, 5) * 3 + 1)
    case("adaptive instance normalisation to one style", norm, normal(3, 2, 3, 3), normal(1, 2, 4, 4) - 2)
    case("adaptive instance normalisation of sequences", norm, normal(2, 2, 7), normal(2, 2, 4))


def running_averages(name, module, *shape):
    module.double()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(normal(*parameter.shape))
    for parameter, value in module.named_parameters():
        write(f"running averages, {name}/{parameter}", value)
    for step in range(4):
        x = normal(*shape) * 3 + step
        module(x.double())
        write(f"running averages, {name}/x.{step}", x)
        write(f"running averages, {name}/mean.{step}", module.running_mean)
        write(f"running averages, {name}/var.{step}", module.running_var)
    module.eval()
    write(f"running averages, {name}/evaluated", module(x.double()))


layer_norm()
group_norm()
instance_norm()
batch_norm()
switchable_norm()
adaptive_instance_norm()
running_averages("BatchNorm1d", torch.nn.BatchNorm1d(4, momentum=0.3), 5, 4)
running_averages("BatchNorm1d of sequences", torch.nn.BatchNorm1d(2, affine=False), 3, 2, 4)
running_averages("BatchNorm3d", torch.nn.BatchNorm3d(3, eps=1e-3), 2, 3, 2, 3, 2)
running_averages("BatchNorm2d, cumulative", torch.nn.BatchNorm2d(3, momentum=None), 2, 3, 3, 2)
running_averages("InstanceNorm1d", torch.nn.InstanceNorm1d(2, affine=True, track_running_stats=True), 3, 2, 5)
running_averages("InstanceNorm2d", torch.nn.InstanceNorm2d(3, momentum=0.25, track_running_stats=True), 2, 3, 2, 3)
running_averages("InstanceNorm3d", torch.nn.InstanceNorm3d(2, affine=True, track_running_stats=True), 2, 2, 2, 2, 3)
save("norms.safetensors")
