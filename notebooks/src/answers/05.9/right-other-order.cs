Layer[] Wide() => [.. new[] { 1, 2, 8, 4 }.Select(d => new Layer(3, 1, d, d)).OrderBy(layer => layer.Dilation)];
