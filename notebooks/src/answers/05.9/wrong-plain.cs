// hint: Plain layers see 31 pixels only when there are fifteen of them. Spread the taps.
Layer[] Wide() => [.. Enumerable.Repeat(new Layer(3, 1, 1), 15)];
