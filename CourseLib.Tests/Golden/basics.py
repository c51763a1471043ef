#!/usr/bin/env python3
"""Writes basics.safetensors: tensor operations, the layers of LeNet-5, and sequences of training steps."""
import torch
import torch.nn.functional as F

from golden import case, normal, positive, save, spaced, write

torch.manual_seed(20)


def operations():
    case("add", lambda x, y: x + y, normal(3, 4), normal(3, 4))
    case("add, column and row", lambda x, y: x + y, normal(3, 1), normal(1, 4))
    case("add, channels", lambda x, y: x + y, normal(2, 3, 2, 2), normal(3, 1, 1))
    case("subtract, row from matrix", lambda x, y: x - y, normal(3, 4), normal(4))
    case("subtract, matrix from row", lambda x, y: x - y, normal(4), normal(3, 4))
    case("multiply", lambda x, y: x * y, normal(3, 4), normal(3, 4))
    case("multiply, interleaved axes", lambda x, y: x * y, normal(2, 1, 3, 1), normal(1, 4, 1, 2))
    case("multiply, by itself", lambda x: x * x, normal(5))
    case("divide", lambda x, y: x / y, normal(3, 4), positive(3, 1))
    case("numbers on both sides", lambda x: 2 - 3 / (1 + x * 2) + x / 4, positive(3, 3))
    case("negate", lambda x: -x, normal(4))
    case("power 3", lambda x: x ** 3, normal(4))
    case("power -0.5", lambda x: x ** -0.5, positive(4))
    case("square", lambda x: x ** 2, normal(4))
    case("root", torch.sqrt, positive(2, 3))
    case("exponential", torch.exp, normal(2, 3))
    case("logarithm", torch.log, positive(2, 3))
    case("absolute value", torch.abs, spaced(3, 3))
    case("tanh", torch.tanh, normal(4, 5))
    case("sigmoid", torch.sigmoid, normal(4, 5))
    case("relu", torch.relu, spaced(4, 5))
    case("clamp", lambda x: x.clamp(-0.51, 0.85), spaced(3, 5))
    case("maximum", torch.maximum, *spaced(2, 3, 4))
    case("minimum", torch.minimum, *spaced(2, 3, 4))
    case("where", lambda x, y: torch.where(torch.tensor([1, 0, 1]) != 0, x, y), normal(2, 3), normal(3))

    case("matrix product", torch.matmul, normal(3, 5), normal(5, 4))
    case("matrix product, batch", torch.matmul, normal(2, 3, 5), normal(2, 5, 4))
    case("matrix product, batch by one", torch.matmul, normal(2, 3, 5), normal(5, 4))
    case("matrix product, one by batch", torch.matmul, normal(3, 5), normal(2, 5, 4))
    case("matrix product, broadcast batches", torch.matmul, normal(2, 1, 3, 5), normal(4, 5, 2))
    case("matrix by vector", torch.matmul, normal(3, 5), normal(5))
    case("vector by matrix", torch.matmul, normal(5), normal(5, 3))
    case("vector by vector", torch.matmul, normal(5), normal(5))

    case("sum", lambda x: x.sum(), normal(3, 4))
    case("sum over the middle", lambda x: x.sum([1]), normal(2, 3, 4))
    case("sum over N, H and W", lambda x: x.sum([0, 2, 3], keepdim=True), normal(2, 3, 4, 5))
    case("sum over first and third", lambda x: x.sum([0, 2]), normal(2, 3, 4, 5))
    case("mean", lambda x: x.mean([0, -1], keepdim=True), normal(2, 3, 4))
    case("variance, unbiased", lambda x: x.var(), normal(3, 4))
    case("variance, biased", lambda x: x.var([0, 2, 3], unbiased=False, keepdim=True), normal(2, 3, 4, 5))
    case("standard deviation", lambda x: x.std([1]), normal(3, 6))
    case("largest", lambda x: x.amax(), spaced(3, 4))
    case("largest over the middle", lambda x: x.amax([1], keepdim=True), spaced(2, 3, 4))
    case("largest over first and last", lambda x: x.amax([0, 2]), spaced(2, 3, 4))
    case("smallest", lambda x: x.amin([1]), spaced(3, 4))
    case("softmax", lambda x: x.softmax(-1), normal(3, 5))
    case("softmax over channels", lambda x: x.softmax(1), normal(2, 3, 2, 2))
    case("log softmax", lambda x: x.log_softmax(-1), normal(3, 5))
    case("log softmax over rows", lambda x: x.log_softmax(0), normal(3, 5))
    case("log sum exp", lambda x: x.logsumexp([0, 2]), normal(2, 3, 4))
    case("norm", lambda x: x.norm(), normal(3, 4))

    case("reshape", lambda x: x.reshape(4, 6) * torch.arange(6.0), normal(2, 3, 4))
    case("flatten", lambda x: x.flatten(1), normal(2, 3, 2, 2))
    case("permute", lambda x: x.permute(2, 0, 3, 1), normal(2, 3, 4, 5))
    case("transpose", lambda x: x.transpose(0, 2), normal(2, 3, 4))
    case("broadcast", lambda x: x.expand(3, 2, 4), normal(2, 1))
    case("concatenate", lambda x, y, z: torch.cat([x, y, z], 1), normal(2, 3, 2), normal(2, 1, 2), normal(2, 2, 2))
    case("stack", lambda x, y: torch.stack([x, y], -1), normal(2, 3), normal(2, 3))
    case("pad", lambda x: F.pad(x, (1, 2, 0, 3), value=7), normal(2, 2, 3))
    case("slice", lambda x: x[1:3, :, 2], normal(4, 2, 3))
    case("select rows", lambda x: x[[2, 0, 2]], normal(3, 4))
    case("select columns", lambda x: x[:, [1, 1, 3]], normal(3, 4))


def layers():
    case("linear", F.linear, normal(4, 5), normal(3, 5), normal(3))
    case("linear without bias", F.linear, normal(4, 5), normal(3, 5))
    case("linear of three axes", F.linear, normal(2, 3, 5), normal(4, 5), normal(4))

    def conv(name, x, w, b=True, **arguments):
        tensors = [normal(*x), normal(*w)] + ([normal(w[0])] if b else [])
        case("convolution, " + name, lambda *t: F.conv2d(*t, **arguments), *tensors)

    conv("plain", (2, 3, 6, 7), (4, 3, 3, 3))
    conv("without bias", (1, 2, 5, 5), (3, 2, 2, 2), b=False)
    conv("odd sizes", (2, 2, 7, 5), (3, 2, 3, 2), stride=(2, 1), padding=(0, 1))
    conv("stride 2, padding 1", (2, 3, 7, 7), (4, 3, 3, 3), stride=2, padding=1)
    conv("stride leaves a rest", (1, 2, 8, 9), (2, 2, 3, 3), stride=3)
    conv("dilation", (1, 2, 9, 8), (3, 2, 3, 3), dilation=2, padding=2)
    conv("dilation by axis", (1, 2, 9, 8), (2, 2, 3, 2), dilation=(2, 3), stride=(1, 2), padding=(1, 2))
    conv("groups", (2, 4, 5, 5), (6, 2, 3, 3), groups=2, padding=1)
    conv("depthwise", (2, 3, 6, 5), (3, 1, 3, 3), groups=3, padding=1, stride=2)
    conv("depthwise times 2", (1, 2, 4, 4), (4, 1, 3, 3), groups=2, padding=1)
    conv("1×1", (2, 5, 3, 4), (3, 5, 1, 1))
    conv("1×1, stride 2", (2, 5, 5, 4), (3, 5, 1, 1), stride=2)
    conv("5×5 same", (1, 2, 6, 6), (2, 2, 5, 5), padding=2)
    conv("padding beyond the kernel", (1, 1, 3, 3), (2, 1, 2, 2), padding=3)
    conv("kernel is the image", (2, 2, 4, 3), (5, 2, 4, 3))

    case("maximum pooling", lambda x: F.max_pool2d(x, 2), spaced(1, 2, 4, 6))
    case("maximum pooling, overlapping", lambda x: F.max_pool2d(x, 3, 2, 1), spaced(1, 1, 7, 6))
    case("maximum pooling, oblong", lambda x: F.max_pool2d(x, (2, 3), (1, 2)), spaced(1, 1, 4, 7))
    case("maximum pooling, dilation", lambda x: F.max_pool2d(x, 2, 1, dilation=2), spaced(1, 1, 5, 5))
    case("average pooling", lambda x: F.avg_pool2d(x, 2), normal(2, 2, 4, 5))
    case("average pooling, padding counts", lambda x: F.avg_pool2d(x, 3, 2, 1), normal(1, 2, 5, 6))
    case("average pooling, padding does not count", lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False), normal(1, 2, 5, 6))

    def norm(x, w=None, b=None, **arguments):
        return F.batch_norm(x, None, None, w, b, training=True, **arguments)

    case("batch normalisation of images", norm, normal(3, 2, 3, 4) * 2 + 1, normal(2), normal(2))
    case("batch normalisation of rows", norm, normal(6, 4), normal(4), normal(4))
    case("batch normalisation of sequences", norm, normal(3, 2, 5), normal(2), normal(2))
    case("batch normalisation, not affine", lambda x: norm(x, eps=0.1), normal(4, 3, 2, 2))
    mean, var = torch.tensor([0.5, -1.0]).double(), torch.tensor([2.0, 0.3]).double()
    case("batch normalisation, evaluation", lambda x, w, b: F.batch_norm(x, mean, var, w, b), normal(2, 2, 3, 3), normal(2), normal(2))

    labels = torch.tensor([2, 0, 4, 4])
    case("cross-entropy", lambda x: F.cross_entropy(x, labels), normal(4, 5) * 2)
    case("mean squared error", F.mse_loss, normal(3, 4), normal(3, 4))
    case("mean absolute error", F.l1_loss, *spaced(2, 3, 4))
    case("logistic loss", lambda x: F.binary_cross_entropy_with_logits(x, torch.tensor([1.0, 0, 1, 0.25]).double()), spaced(4))


def batch_norm_steps():
    for name, arguments in {"momentum 0.1": {}, "momentum 0.01": {"momentum": 0.01, "eps": 1e-3}}.items():
        module = torch.nn.BatchNorm2d(3, **arguments).double()
        name = f"running averages, {name}"
        for step in range(4):
            x = normal(2, 3, 2, 3) * 3 + step
            module(x.double())
            write(f"{name}/x.{step}", x)
            write(f"{name}/mean.{step}", module.running_mean)
            write(f"{name}/var.{step}", module.running_var)
        module.eval()
        write(f"{name}/evaluated", module(x.double()))


def sgd_steps():
    variants = {
        "plain": dict(lr=0.1),
        "decay": dict(lr=0.1, weight_decay=0.05),
        "momentum": dict(lr=0.1, momentum=0.9),
        "momentum and decay": dict(lr=0.1, momentum=0.9, weight_decay=0.05),
        "Nesterov": dict(lr=0.1, momentum=0.8, weight_decay=0.05, nesterov=True),
    }
    start, gradients = normal(7), [normal(7) for _ in range(5)]
    write("sgd/start", start)
    for step, gradient in enumerate(gradients):
        write(f"sgd/gradient.{step}", gradient)
    for name, arguments in variants.items():
        weight = torch.nn.Parameter(start.double())
        optimizer = torch.optim.SGD([weight], **arguments)
        for gradient in gradients:
            weight.grad = gradient.double()
            optimizer.step()
        write(f"sgd/{name}", weight)
    for name, make in {
        "Adam": lambda p: torch.optim.Adam(p, lr=0.1),
        "Adam and decay": lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.05),
        "AdamW": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.05),
    }.items():
        weight = torch.nn.Parameter(start.double())
        optimizer = make([weight])
        for gradient in gradients:
            weight.grad = gradient.double()
            optimizer.step()
        write(f"sgd/{name}", weight)


def training():
    """A small network of everything in LeNet-5 with batch normalisation, trained for a few steps."""
    net = torch.nn.Sequential(
        torch.nn.Conv2d(2, 3, 3, padding=1), torch.nn.BatchNorm2d(3), torch.nn.ReLU(), torch.nn.MaxPool2d(2), torch.nn.Flatten(),
        torch.nn.Linear(27, 8), torch.nn.BatchNorm1d(8), torch.nn.ReLU(), torch.nn.Linear(8, 4))
    for name, value in net.state_dict().items():
        write(f"training/before/{name}", value)
    net.double()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-3)
    losses = []
    labels = torch.tensor([0, 1, 2, 3, 1])
    for step in range(5):
        x = normal(5, 2, 6, 6)
        write(f"training/x.{step}", x)
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x.double()), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    for name, value in net.state_dict().items():
        write(f"training/after/{name}", value)
    net.eval()
    write("training/losses", torch.stack(losses))
    write("training/evaluated", net(x.double()))


operations()
layers()
batch_norm_steps()
sgd_steps()
training()
save("basics.safetensors")
