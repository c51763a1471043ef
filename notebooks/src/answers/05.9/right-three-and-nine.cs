Layer[] Wide() =>
[
    new(3, Padding: 1),
    new(3, Padding: 2, Dilation: 2),
    new(3, Padding: 3, Dilation: 3),
    new(3, Padding: 9, Dilation: 9),
];
