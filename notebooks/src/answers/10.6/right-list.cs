Sequential Nin(int classes, int channels = 3)
{
    var layers = new List<Module>();
    int from = channels;
    void Add(int to, int kernel)
    {
        layers.Add(new Conv2d(from, to, kernel, padding: (kernel - 1) / 2));
        layers.Add(new ReLU());
        from = to;
    }
    Add(192, 5); Add(160, 1); Add(96, 1);
    layers.Add(new MaxPool2d(3, 2, 1));
    layers.Add(new Dropout(0.5f));
    Add(192, 5); Add(192, 1); Add(192, 1);
    layers.Add(new AvgPool2d(3, 2, 1));
    layers.Add(new Dropout(0.5f));
    Add(192, 3); Add(192, 1); Add(classes, 1);
    layers[^1] = new GlobalAvgPool2d();
    return new Sequential([.. layers]);
}
