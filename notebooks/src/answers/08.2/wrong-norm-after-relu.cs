// hint: The normalisation stands after the ReLU. Here it goes between the weights and the ReLU.
Sequential LeNet(Func<int, int, Module>? norm, int seed)
{
    IEnumerable<Module> Norm(int features, int dims) => norm is null ? [] : [norm(features, dims)];
    return new Sequential(
    [
        new Conv2d(3, 20, 5, seed: seed), new ReLU(), .. Norm(20, 4), new MaxPool2d(2),
        new Conv2d(20, 50, 5, seed: seed + 1), new ReLU(), .. Norm(50, 4), new MaxPool2d(2),
        new Flatten(),
        new Linear(1250, 500, seed: seed + 2), new ReLU(), .. Norm(500, 2),
        new Linear(500, 10, seed: seed + 3),
    ]);
}
