Layer[] Wide() => [.. new[] { 8, 1, 4, 2 }.Select(d => new Layer(3, 1, d, d))];
