#!/usr/bin/env python3
"""Writes convolutions.safetensors: poolings, and the convolutions beyond the plain one."""
import torch
import torch.nn.functional as F

from golden import case, normal, save, spaced

torch.manual_seed(21)


def poolings():
    case("maximum pooling, rounded up", lambda x: F.max_pool2d(x, 2, ceil_mode=True), spaced(1, 2, 5, 7))
    case("maximum pooling, rounded up and padded", lambda x: F.max_pool2d(x, 3, 2, 1, ceil_mode=True), spaced(2, 1, 6, 5))
    case("maximum pooling, rounded up, with dilation", lambda x: F.max_pool2d(x, 2, (3, 2), dilation=2, ceil_mode=True), spaced(1, 1, 7, 8))
    case("average pooling, rounded up", lambda x: F.avg_pool2d(x, (3, 2), 2, ceil_mode=True), normal(1, 2, 6, 7))
    case("average pooling, rounded up, padding counts", lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True), normal(1, 2, 6, 5))
    case("average pooling, rounded up, padding does not count", lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False), normal(1, 2, 6, 5))
    case("maximum pooling of sequences", lambda x: F.max_pool1d(x, 3, 2, 1, 2), spaced(2, 2, 9))
    case("average pooling of sequences", lambda x: F.avg_pool1d(x, 3, 2, 1, ceil_mode=True), normal(2, 2, 8))

    case("global average pooling", lambda x: x.mean([2, 3]), normal(2, 3, 3, 5))
    case("adaptive average pooling", lambda x: F.adaptive_avg_pool2d(x, (3, 4)), normal(2, 2, 7, 5))
    case("adaptive average pooling, even windows", lambda x: F.adaptive_avg_pool2d(x, (2, 3)), normal(1, 2, 6, 6))
    case("adaptive average pooling to one window", lambda x: F.adaptive_avg_pool2d(x, 1), normal(2, 3, 5, 4))
    case("adaptive average pooling to more than there is", lambda x: F.adaptive_avg_pool2d(x, (5, 4)), normal(1, 1, 3, 2))
    case("adaptive average pooling of sequences", lambda x: F.adaptive_avg_pool1d(x, 3), normal(2, 2, 7))
    case("adaptive maximum pooling", lambda x: F.adaptive_max_pool2d(x, (3, 4)), spaced(2, 1, 7, 5))
    case("adaptive maximum pooling, even windows", lambda x: F.adaptive_max_pool2d(x, (2, 3)), spaced(1, 2, 6, 3))
    case("adaptive maximum pooling of sequences", lambda x: F.adaptive_max_pool1d(x, 3), spaced(1, 2, 8))

    case("channel shuffle", lambda x: x.reshape(2, 3, 2, 2, 3).transpose(1, 2).reshape(x.shape), normal(2, 6, 2, 3))


def convolutions():
    def conv(name, x, w, b=True, **arguments):
        f = [F.conv1d, F.conv2d, F.conv3d][len(x) - 3]
        tensors = [normal(*x), normal(*w)] + ([normal(w[0])] if b else [])
        case(name, lambda *t: f(*t, **arguments), *tensors)

    conv("sequence convolution", (2, 3, 9), (4, 3, 3))
    conv("sequence convolution, all arguments", (1, 4, 11), (6, 2, 3), stride=2, padding=3, dilation=2, groups=2)
    conv("sequence convolution, same, without bias", (2, 2, 7), (3, 2, 4), b=False, padding="same")
    conv("sequence convolution, depthwise", (1, 5, 8), (5, 1, 3), groups=5, padding=1)
    conv("convolution, same", (2, 2, 5, 6), (3, 2, 3, 5), padding="same")
    conv("convolution, same, even kernel with dilation", (1, 2, 7, 6), (2, 2, 2, 4), padding="same", dilation=(3, 1))
    conv("volume convolution", (2, 2, 4, 5, 3), (3, 2, 3, 2, 3))
    conv("volume convolution, padded, without bias", (1, 2, 3, 4, 5), (2, 2, 3, 3, 3), b=False, padding=1)
    conv("volume convolution, all arguments", (2, 4, 7, 5, 6), (2, 2, 2, 3, 2), stride=(2, 1, 2), padding=(1, 2, 0), dilation=(3, 1, 2), groups=2)
    conv("volume convolution, depthwise, stride 2", (1, 4, 5, 4, 4), (4, 1, 3, 3, 3), stride=2, padding=1, groups=4)
    conv("volume convolution, 1×1×1", (2, 3, 2, 2, 3), (4, 3, 1, 1, 1))
    conv("volume convolution, same", (1, 1, 4, 3, 4), (2, 1, 2, 3, 2), padding="same")


def padding_modes():
    for mode in ["reflect", "replicate", "circular"]:
        case(f"pad, {mode}", lambda x: F.pad(x, (2, 1, 1, 3), mode=mode), normal(2, 2, 4, 3))
        case(f"sequence convolution, {mode}", lambda x, w: F.conv1d(F.pad(x, (2, 2), mode=mode), w, stride=2), normal(1, 2, 6), normal(3, 2, 3))
        case(f"convolution, {mode}", lambda x, w, b: F.conv2d(F.pad(x, (2, 2, 1, 1), mode=mode), w, b, stride=(1, 2)), normal(2, 2, 4, 5), normal(2, 2, 3, 3), normal(2))
        case(f"volume convolution, {mode}", lambda x, w: F.conv3d(F.pad(x, (1,) * 6, mode=mode), w), normal(1, 1, 3, 2, 3), normal(2, 1, 2, 3, 2))


def transposed():
    def conv(name, x, w, b=True, **arguments):
        f = [F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d][len(x) - 3]
        tensors = [normal(*x), normal(*w)] + ([normal(w[1] * arguments.get("groups", 1))] if b else [])
        case(name, lambda *t: f(*t, **arguments), *tensors)

    conv("transposed convolution", (2, 3, 4, 3), (3, 2, 3, 3))
    conv("transposed convolution, stride 2, without bias", (1, 2, 3, 4), (2, 3, 2, 2), b=False, stride=2)
    conv("transposed convolution, all arguments", (2, 4, 3, 4), (4, 3, 3, 2), stride=(2, 3), padding=(2, 1), output_padding=(1, 2), groups=2, dilation=(2, 1))
    conv("transposed convolution, output padding beyond the stride", (1, 2, 3, 3), (2, 2, 3, 3), stride=(1, 2), output_padding=(2, 2), dilation=3)
    conv("transposed convolution, padding beyond the kernel", (1, 1, 5, 6), (1, 2, 2, 2), padding=2, stride=(2, 1))
    conv("transposed convolution, depthwise", (1, 4, 3, 3), (4, 1, 4, 4), stride=2, padding=1, groups=4)
    conv("transposed convolution of sequences", (2, 3, 4), (3, 2, 3), stride=2, padding=1, output_padding=1)
    conv("transposed convolution of sequences, groups", (1, 4, 5), (4, 2, 2), stride=3, dilation=2, groups=2)
    conv("transposed convolution of volumes", (2, 2, 2, 3, 2), (2, 3, 3, 2, 2), stride=2)
    conv("transposed convolution of volumes, all arguments", (1, 4, 3, 2, 3), (4, 1, 2, 3, 2), stride=(2, 1, 2), padding=(1, 0, 1), output_padding=(1, 0, 1), groups=2, dilation=(1, 2, 2))


def patches():
    case("patches", lambda x: F.unfold(x, (2, 3)), normal(2, 2, 4, 5))
    case("patches, all arguments", lambda x: F.unfold(x, (3, 2), dilation=(1, 2), padding=(1, 2), stride=(2, 3)), normal(2, 2, 5, 6))
    case("patches laid back", lambda c: F.fold(c, (4, 5), (2, 3)), normal(2, 12, 9))
    case("patches laid back, all arguments", lambda c: F.fold(c, (5, 6), (3, 2), dilation=(1, 2), padding=(1, 2), stride=(2, 3)), normal(1, 12, 9))


poolings()
convolutions()
padding_modes()
transposed()
patches()
save("convolutions.safetensors")
