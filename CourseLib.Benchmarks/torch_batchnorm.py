"""The experiment with batch normalisation in PyTorch: the same initial weights, batches, mirrored images and learning rates as `coursekit experiment batchnorm`.

    coursekit experiment batchnorm --data full --seeds 5 --study recipes --torch -o output/batchnorm-full
    /usr/bin/python3 CourseLib.Benchmarks/torch_batchnorm.py output/batchnorm-full --threads 2

reads output/batchnorm-full/twin and writes batchnorm-full.torch.json and batchnorm-full.torch.times.json beside the other results, in the same form.
Each run is written as soon as it is done; started again, the script goes on with the next one. For every run the losses of the first
epoch's steps are compared with this project's, and for seed 1 both with the same training in double precision, the measure of what rounding does.
"""
import argparse
import json
import math
import os
import struct
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

MIRRORED = 1 << 30
KEYS = ("study", "recipe", "arm", "batch", "rate", "epochs", "seed")


def read_bytes(path):
    with open(path, "rb") as file:
        return bytearray(file.read())


def read_numbers(path, kind):
    return torch.frombuffer(read_bytes(path), dtype=kind)


def read_safetensors(path):
    """Name to float32 tensor; the header's length, the header as JSON, the elements."""
    data = read_bytes(path)
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    return {name: torch.frombuffer(data, dtype=torch.float32, count=math.prod(entry["shape"]), offset=8 + length + entry["data_offsets"][0]).reshape(entry["shape"])
            for name, entry in header.items() if name != "__metadata__"}


def read_images(files):
    """All records of the files: labels, and pixels as bytes."""
    records = torch.cat([read_numbers(name, torch.uint8).reshape(-1, 3073) for name in files])
    return records[:, 0].long(), records[:, 1:].reshape(-1, 3, 32, 32).clone()


def lenet(decay):
    def norm(layer, features):
        return [] if decay is None else [layer(features, momentum=1 - decay)]

    def block(a, b):
        return [nn.Conv2d(a, b, 5), *norm(nn.BatchNorm2d, b), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*block(3, 20), *block(20, 50), nn.Flatten(), nn.Linear(1250, 500), *norm(nn.BatchNorm1d, 500), nn.ReLU(), nn.Linear(500, 10))


class Images:
    """Labelled images as bytes, which become floats batch by batch."""

    def __init__(self, files, mean, std):
        self.labels, self.pixels = read_images(files)
        self.mean, self.std = (torch.tensor(v, dtype=torch.float32).view(1, 3, 1, 1) for v in (mean, std))

    def batch(self, numbers):
        """The images with these numbers; those with the bit MIRRORED are turned left for right."""
        places = (numbers & (MIRRORED - 1)).long()
        x = self.pixels[places].float().div_(255).sub_(self.mean).div_(self.std)
        mirrored = (numbers & MIRRORED) != 0
        if mirrored.any():
            x[mirrored] = x[mirrored].flip(3)
        return x, self.labels[places]


@torch.no_grad()
def measure(network, images, numbers, size=500):
    """Accuracy and mean cross-entropy."""
    network.eval()
    right = loss = 0.0
    for start in range(0, len(numbers), size):
        x, y = images.batch(numbers[start:start + size])
        logits = network(x)
        right += (logits.argmax(1) == y).sum().item()
        loss += F.cross_entropy(logits, y, reduction="sum").item()
    network.train()
    return right / len(numbers), loss / len(numbers)


class Training:
    """The network of a run, and its next steps."""

    def __init__(self, folder, run, kind=torch.float32):
        twin = os.path.join(folder, "twin")
        state = read_safetensors(os.path.join(twin, run["weights"]))
        self.network = lenet(run["decay"])
        self.network.load_state_dict({name: value.long() if name.endswith("num_batches_tracked") else value for name, value in state.items()})
        self.network.to(kind)
        self.optimizer = torch.optim.SGD(self.network.parameters(), run["rate"], run["momentum"], weight_decay=run["weight_decay"], nesterov=run["nesterov"])
        self.rates = read_numbers(os.path.join(twin, run["rates"]), torch.float32).tolist()
        self.batches = read_numbers(os.path.join(twin, run["batches"]), torch.int32).reshape(run["epochs"], -1)
        self.run, self.kind, self.losses = run, kind, []

    def epoch(self, number, images):
        for first in range(0, self.batches.shape[1], self.run["batch"]):
            x, y = images.batch(self.batches[number, first:first + self.run["batch"]])
            for group in self.optimizer.param_groups:
                group["lr"] = self.rates[len(self.losses)]
            self.optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(self.network(x.to(self.kind)), y)
            loss.backward()
            self.optimizer.step()
            self.losses.append(loss.item())


def train(folder, run, train_images, validation, test_images, doubles):
    """One run: its result, its times."""
    forget_peak()
    training = Training(folder, run)
    losses, curves, seconds = training.losses, ([], [], []), []
    for epoch in range(run["epochs"]):
        start = time.perf_counter()
        training.epoch(epoch, train_images)
        seconds.append(round(time.perf_counter() - start, 3))
        steps = len(losses) // (epoch + 1)
        accuracy, loss = measure(training.network, train_images, validation)
        for curve, value in zip(curves, (sum(losses[-steps:]) / steps, loss, accuracy)):
            curve.append(round(value, 6))
        print(f"  epoch {epoch + 1} of {run['epochs']}: training loss {curves[0][-1]:.3f}, validation accuracy {100 * accuracy:.2f} %, {seconds[-1]:.1f} s", flush=True)
    accuracy, loss = measure(training.network, test_images, torch.arange(len(test_images.labels), dtype=torch.int32))
    spent = {key: run[key] for key in KEYS} | {
        "processor": processor(), "threads": torch.get_num_threads(), "seconds": seconds,
        "images_per_second": round(training.batches.numel() / sum(seconds), 1), "peak_megabytes": peak_megabytes(),
    }
    result = {key: run[key] for key in KEYS} | {
        "test_accuracy": accuracy, "test_loss": round(loss, 6), "validation_accuracy": curves[2][-1],
        "train_losses": curves[0], "validation_losses": curves[1], "validation_accuracies": curves[2],
        "first_epoch": compare(folder, run, losses[:steps], train_images, doubles),
    }
    return result, spent


def compare(folder, run, losses, images, doubles):
    """How far the losses of the steps lie from this project's; None where its run is not done."""
    if not os.path.exists(run["losses"]):
        return None
    theirs = torch.tensor(losses, dtype=torch.float64)
    ours = read_safetensors(run["losses"])["losses"][:len(losses)].double()
    found = {"steps": len(losses), "between": difference("CourseLib and PyTorch", ours, theirs)}
    if run["seed"] == 1:
        # The decay plays no part in training.
        key = run["recipe"], run["decay"] is None
        if key not in doubles:
            exact = Training(folder, run, torch.float64)
            exact.epoch(0, images)
            doubles[key] = torch.tensor(exact.losses, dtype=torch.float64)
        found["ours_to_double"] = difference("CourseLib and double precision", ours, doubles[key])
        found["theirs_to_double"] = difference("PyTorch and double precision", theirs, doubles[key])
    return found


def difference(what, a, b):
    far = (a - b).abs()
    found = {"first": far[0].item(), "first_ten": far[:10].max().item(), "median": far.median().item(), "largest": far.max().item()}
    print(f"  losses of {what}: " + "{first:.1e} apart in the first step, at most {first_ten:.1e} in the first ten, median {median:.1e}, largest {largest:.1e}".format(**found), flush=True)
    return found


def processor():
    with open("/proc/cpuinfo") as lines:
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))


def forget_peak():
    """The data stays; what earlier runs needed does not count."""
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def peak_megabytes():
    with open("/proc/self/status") as lines:
        return round(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024, 1)


def write(path, text):
    with open(path + ".tmp", "w") as file:
        file.write(text)
    os.replace(path + ".tmp", path)


def load(path, default):
    if not os.path.exists(path):
        return default
    with open(path) as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="what coursekit experiment batchnorm --torch -o FOLDER wrote")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seeds", type=int, default=1000, help="only seeds up to this one")
    parser.add_argument("--recipe", help="only this recipe")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)

    twin = load(os.path.join(arguments.folder, "twin", "twin.json"), None)
    if twin is None:
        parser.error(f"there is no twin/twin.json in {arguments.folder}; run: coursekit experiment batchnorm --torch -o {arguments.folder}")
    name = "batchnorm-full.torch" if twin["data"] == "CIFAR-10" else "batchnorm-embedded.torch"
    path, times_path = (os.path.join(arguments.folder, name + end) for end in (".json", ".times.json"))
    head = {"experiment": "batchnorm", "library": f"PyTorch {torch.__version__.split('+')[0]}"} | {key: twin[key] for key in ("data", "train_images", "validation_images", "test_images", "recipes")}
    found = load(path, {"runs": []})
    results, times = (found["runs"], load(times_path, [])) if found.get("recipes") == twin["recipes"] else ([], [])

    def identity(row):
        return tuple(row[key] for key in KEYS)

    train_images, test_images = Images(twin["train_files"], twin["mean"], twin["std"]), Images(twin["test_files"], twin["mean"], twin["std"])
    validation = read_numbers(os.path.join(arguments.folder, "twin", "validation.i32"), torch.int32)
    doubles = {}
    order = {identity(run): place for place, run in enumerate(sorted(twin["runs"], key=lambda run: (run["recipe"] != "tuned", ["none", "bn-0.99", "bn-0.9"].index(run["arm"]), run["seed"])))}
    for run in twin["runs"]:
        if identity(run) in map(identity, results) or run["seed"] > arguments.seeds or (arguments.recipe or run["recipe"]) != run["recipe"]:
            continue
        print(f"{run['recipe']}, {run['arm']}, seed {run['seed']}", flush=True)
        result, spent = train(arguments.folder, run, train_images, validation, test_images, doubles)
        print(f"  test accuracy {100 * result['test_accuracy']:.2f} %", flush=True)
        results.append(result)
        times = [row for row in times if identity(row) != identity(run)] + [spent]
        results.sort(key=lambda row: order.get(identity(row), -1))
        write(times_path, "[\n" + ",\n".join(map(json.dumps, times)) + "\n]\n")
        head_text = json.dumps(head, ensure_ascii=False)[:-1] + ', "runs": [\n'
        write(path, head_text + ",\n".join(map(json.dumps, results)) + "\n]}\n")


if __name__ == "__main__":
    main()
