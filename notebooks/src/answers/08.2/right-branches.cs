Sequential LeNet(Func<int, int, Module>? norm, int seed)
{
    Module conv1 = new Conv2d(3, 20, 5, seed: seed);
    Module conv2 = new Conv2d(20, 50, 5, seed: seed + 1);
    Module hidden = new Linear(1250, 500, seed: seed + 2);
    Module logits = new Linear(500, 10, seed: seed + 3);
    if (norm == null)
        return new Sequential(
            conv1, new ReLU(), new MaxPool2d(2),
            conv2, new ReLU(), new MaxPool2d(2),
            new Flatten(), hidden, new ReLU(), logits);
    return new Sequential(
        conv1, norm(20, 4), new ReLU(), new MaxPool2d(2),
        conv2, norm(50, 4), new ReLU(), new MaxPool2d(2),
        new Flatten(), hidden, norm(500, 2), new ReLU(), logits);
}
