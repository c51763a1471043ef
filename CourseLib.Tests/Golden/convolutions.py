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


poolings()
save("convolutions.safetensors")
