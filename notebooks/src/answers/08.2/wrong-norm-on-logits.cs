// hint: The logits are normalised too. The last layer has no normalisation: the loss needs its scale.
Sequential LeNet(Func<int, int, Module>? norm, int seed)
{
    IEnumerable<Module> Norm(int features, int dims) => norm is null ? [] : [norm(features, dims)];
    return new Sequential(
    [
        new Conv2d(3, 20, 5, seed: seed), .. Norm(20, 4), new ReLU(), new MaxPool2d(2),
        new Conv2d(20, 50, 5, seed: seed + 1), .. Norm(50, 4), new ReLU(), new MaxPool2d(2),
        new Flatten(),
        new Linear(1250, 500, seed: seed + 2), .. Norm(500, 2), new ReLU(),
        new Linear(500, 10, seed: seed + 3), .. Norm(10, 2),
    ]);
}
