Sequential Nin(int classes, int channels = 3) => new(
    new Conv2d(channels, 192, 5, padding: 2), new ReLU(),
    new Conv2d(192, 160, 1), new ReLU(),
    new Conv2d(160, 96, 1), new ReLU(),
    new MaxPool2d(3, 2, 1), new Dropout(0.5f),
    new Conv2d(96, 192, 5, padding: "same"), new ReLU(),
    new Conv2d(192, 192, 1), new ReLU(),
    new Conv2d(192, 192, 1), new ReLU(),
    new AvgPool2d(3, 2, 1), new Dropout(),
    new Conv2d(192, 192, 3, padding: 1), new ReLU(),
    new Conv2d(192, 192, 1), new ReLU(),
    new Conv2d(192, classes, 1),
    new GlobalAvgPool2d());
