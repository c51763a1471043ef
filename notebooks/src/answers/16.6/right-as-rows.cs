Tensor[] FilterNormalisedDirection(IReadOnlyList<Tensor> parameters, int seed) =>
[
    .. parameters.Select((parameter, i) =>
    {
        int[] shape = parameter.Shape;
        if (shape.Length < 2) return Tensor.Zeros(shape);
        Tensor w = parameter.Detach().Reshape(shape[0], -1);
        Tensor d = Tensor.Randn(shape, seed + i).Reshape(shape[0], -1);
        Tensor Length(Tensor rows) => rows.Square().Sum(1, keepDims: true).Sqrt();
        Tensor factor = Length(w) / Length(d);
        return (d * factor).Reshape(shape);
    }),
];
