// hint: All layers use the same seed. Give the four layers with weights seed, seed + 1, seed + 2 and seed + 3.
Sequential LeNet(Func<int, int, Module>? norm, int seed)
{
    IEnumerable<Module> Norm(int features, int dims) => norm is null ? [] : [norm(features, dims)];
    return new Sequential(
    [
        new Conv2d(3, 20, 5, seed: seed), .. Norm(20, 4), new ReLU(), new MaxPool2d(2),
        new Conv2d(20, 50, 5, seed: seed), .. Norm(50, 4), new ReLU(), new MaxPool2d(2),
        new Flatten(),
        new Linear(1250, 500, seed: seed), .. Norm(500, 2), new ReLU(),
        new Linear(500, 10, seed: seed),
    ]);
}
