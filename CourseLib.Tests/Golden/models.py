"""Blocks of networks: PyTorch's results, gradients of all parameters and running averages, from the same weights. See golden.py."""
import torch
import torch.nn.functional as F
from torch import nn

from golden import normal, save, write

torch.manual_seed(7)


class BasicBlock(nn.Module):
    def __init__(self, inputs, channels, stride=1, gate=None):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        if gate is not None:
            self.gate = gate
        if stride != 1 or inputs != channels:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, channels, 1, stride, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if hasattr(self, "gate"):
            y = self.gate(y)
        return F.relu(y + (self.downsample(x) if hasattr(self, "downsample") else x))


class PaddedBlock(BasicBlock):
    """A shortcut without parameters: every second pixel, and channels of zeros on both sides."""

    def __init__(self, inputs, channels):
        super().__init__(inputs, channels, 2)
        self.added = channels - inputs
        del self.downsample

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.added // 2, self.added - self.added // 2)))


class Bottleneck(nn.Module):
    def __init__(self, inputs, channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.conv3 = nn.Conv2d(channels, 4 * channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * channels)
        if stride != 1 or inputs != 4 * channels:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, 4 * channels, 1, stride, bias=False), nn.BatchNorm2d(4 * channels))

    def forward(self, x):
        y = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return F.relu(self.bn3(self.conv3(y)) + (self.downsample(x) if hasattr(self, "downsample") else x))


class InvertedResidual(nn.Module):
    def __init__(self, inputs, channels, stride, expansion):
        super().__init__()
        hidden = inputs * expansion
        layers = []
        if expansion > 1:
            layers.append(nn.Sequential(nn.Conv2d(inputs, hidden, 1, bias=False), nn.BatchNorm2d(hidden), nn.ReLU6()))
        layers.append(nn.Sequential(nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden, bias=False), nn.BatchNorm2d(hidden), nn.ReLU6()))
        self.conv = nn.Sequential(*layers, nn.Conv2d(hidden, channels, 1, bias=False), nn.BatchNorm2d(channels))
        self.shortcut = stride == 1 and inputs == channels

    def forward(self, x):
        return x + self.conv(x) if self.shortcut else self.conv(x)


class SqueezeExcite(nn.Module):
    def __init__(self, channels, reduction):
        super().__init__()
        self.fc1 = nn.Linear(channels, channels // reduction)
        self.fc2 = nn.Linear(channels // reduction, channels)

    def forward(self, x):
        return x * torch.sigmoid(self.fc2(F.relu(self.fc1(x.mean((2, 3))))))[:, :, None, None]


class SelfAttention(nn.MultiheadAttention):
    def forward(self, x):
        return super().forward(x, x, x, need_weights=False)[0]


class NonLocal(nn.Module):
    def __init__(self, channels, inner):
        super().__init__()
        self.theta, self.phi, self.g = (nn.Conv2d(channels, inner, 1) for _ in range(3))
        self.output = nn.Conv2d(inner, channels, 1)
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        weights = torch.einsum("ncp,ncq->npq", self.theta(x).flatten(2), self.phi(x).flatten(2)).softmax(2)
        y = torch.einsum("npq,ncq->ncp", weights, self.g(x).flatten(2))
        return x + self.norm(self.output(y.reshape(x.shape[0], -1, *x.shape[2:])))


class DenseBlock(nn.Module):
    def __init__(self, inputs, layers, growth, bottleneck):
        super().__init__()
        for index in range(layers):
            c, middle = inputs + index * growth, bottleneck * growth
            layer = nn.Sequential()
            layer.add_module("norm1", nn.BatchNorm2d(c))
            layer.add_module("relu1", nn.ReLU())
            layer.add_module("conv1", nn.Conv2d(c, middle, 1, bias=False))
            layer.add_module("norm2", nn.BatchNorm2d(middle))
            layer.add_module("relu2", nn.ReLU())
            layer.add_module("conv2", nn.Conv2d(middle, growth, 3, padding=1, bias=False))
            self.add_module(f"denselayer{index + 1}", layer)

    def forward(self, x):
        for layer in self.children():
            x = torch.cat([x, layer(x)], 1)
        return x


class ShuffleUnit(nn.Module):
    def __init__(self, inputs, channels, stride):
        super().__init__()
        half = channels // 2
        start = half if stride == 1 else inputs
        if stride == 2:
            self.branch1 = nn.Sequential(
                nn.Conv2d(start, start, 3, 2, 1, groups=start, bias=False), nn.BatchNorm2d(start),
                nn.Conv2d(start, half, 1, bias=False), nn.BatchNorm2d(half), nn.ReLU())
        self.branch2 = nn.Sequential(
            nn.Conv2d(start, half, 1, bias=False), nn.BatchNorm2d(half), nn.ReLU(),
            nn.Conv2d(half, half, 3, stride, 1, groups=half, bias=False), nn.BatchNorm2d(half),
            nn.Conv2d(half, half, 1, bias=False), nn.BatchNorm2d(half), nn.ReLU())

    def forward(self, x):
        left, right = (self.branch1(x), x) if hasattr(self, "branch1") else x.chunk(2, 1)
        y = torch.cat([left, self.branch2(right)], 1)
        return y.reshape(len(y), 2, -1, *y.shape[2:]).transpose(1, 2).reshape(y.shape)


TRANSFORMER_NAMES = {"self_attn": "self_attention", "linear1": "mlp.0", "linear2": "mlp.3", "norm1": "ln_1", "norm2": "ln_2"}


def block(name, net, x, rename=None):
    def ours(key):
        for theirs, mine in (rename or {}).items():
            key = key.replace(theirs, mine, 1)
        return key

    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.dim() == 1:  # so that no γ is 1 and no β is 0
                parameter += 0.3 * torch.randn(parameter.shape)
    for key, value in net.state_dict().items():
        write(f"block {name}/before/{ours(key)}", value)
    net.double().train()
    leaf = x.double().requires_grad_()
    y = net(leaf)
    upstream = torch.randn(y.shape)
    y.backward(upstream.double())
    write(f"block {name}/x", x)
    write(f"block {name}/y", y)
    write(f"block {name}/upstream", upstream)
    write(f"block {name}/dx", leaf.grad)
    for key, parameter in net.named_parameters():
        write(f"block {name}/gradient/{ours(key)}", parameter.grad)
    for key, value in net.named_buffers():
        write(f"block {name}/buffer/{ours(key)}", value)
    net.eval()
    write(f"block {name}/evaluated", net(x.double()))


block("BasicBlock", BasicBlock(5, 5), normal(3, 5, 6, 5))
block("BasicBlock, projection", BasicBlock(4, 6, 2), normal(2, 4, 7, 6))
block("BasicBlock, padding", PaddedBlock(4, 7), normal(2, 4, 7, 6))
block("BasicBlock, gated", BasicBlock(4, 8, 2, SqueezeExcite(8, 4)), normal(3, 4, 6, 6))
block("Bottleneck", Bottleneck(12, 3), normal(2, 12, 5, 5))
block("Bottleneck, projection", Bottleneck(6, 3, 2), normal(2, 6, 7, 5))
block("InvertedResidual", InvertedResidual(4, 4, 1, 6), 3 * normal(2, 4, 5, 6))
block("InvertedResidual, stride 2", InvertedResidual(4, 6, 2, 3), normal(2, 4, 7, 6))
block("InvertedResidual, no expansion", InvertedResidual(4, 3, 1, 1), normal(2, 4, 5, 5))
block("SqueezeExcite", SqueezeExcite(8, 4), normal(2, 8, 3, 4))
block("MultiHeadAttention", SelfAttention(12, 3, batch_first=True), normal(2, 7, 12))
block("TransformerBlock", nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, activation="gelu", layer_norm_eps=1e-6, batch_first=True, norm_first=True), normal(2, 5, 8), TRANSFORMER_NAMES)
block("NonLocalBlock", NonLocal(6, 3), normal(2, 6, 4, 3))
block("DenseBlock", DenseBlock(5, 3, 2, 4), normal(2, 5, 5, 4))
block("ShuffleUnitV2", ShuffleUnit(8, 8, 1), normal(2, 8, 5, 4))
block("ShuffleUnitV2, stride 2", ShuffleUnit(6, 10, 2), normal(2, 6, 5, 6))
save("models.safetensors")
