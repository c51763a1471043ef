// hint: Look at the padding of each convolution: with 2 in the second, too, its output is 16×16, and Flatten does not give 2450.
Sequential LeNet(Func<int, int, Module>? norm, int seed)
{
    var l = new List<Module>();
    l.Add(new Conv2d(3, 20, 5, padding: 2, seed: seed));
    if (norm is not null) l.Add(norm(20, 4));
    l.Add(new ReLU()); l.Add(new MaxPool2d(2));
    l.Add(new Conv2d(20, 50, 5, padding: 2, seed: seed + 1));
    if (norm is not null) l.Add(norm(50, 4));
    l.Add(new ReLU()); l.Add(new MaxPool2d(2));
    l.Add(new Flatten());
    l.Add(new Linear(1250, 500, seed: seed + 2));
    if (norm is not null) l.Add(norm(500, 2));
    l.Add(new ReLU());
    l.Add(new Linear(500, 10, seed: seed + 3));
    return new Sequential([.. l]);
}
