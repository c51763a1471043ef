namespace CourseLib.Layers;

/// <summary>How far a convolution pads its input on every side: one number, one for each axis, "valid" (none) or "same" (so that the size stays).</summary>
/// <remarks>"same" pads dilation·(K − 1) in all, as PyTorch does: half on each side, and an odd one behind.</remarks>
public readonly struct ConvolutionPadding
{
    private readonly int[]? sizes;
    private readonly bool isSame;

    private ConvolutionPadding(int[] sizes, bool isSame = false) => (this.sizes, this.isSame) = (sizes, isSame);

    /// <summary>The same on every axis.</summary>
    public static implicit operator ConvolutionPadding(int all) => new([all]);

    /// <summary>Along the rows and along the columns.</summary>
    public static implicit operator ConvolutionPadding((int Height, int Width) pair) => new([pair.Height, pair.Width]);

    /// <summary>Along the slices, the rows and the columns.</summary>
    public static implicit operator ConvolutionPadding((int Depth, int Height, int Width) triple) => new([triple.Depth, triple.Height, triple.Width]);

    /// <summary>Along the rows and along the columns.</summary>
    public static implicit operator ConvolutionPadding(Size2d size) => new(size.ToArray());

    /// <summary>Along the slices, the rows and the columns.</summary>
    public static implicit operator ConvolutionPadding(Size3d size) => new(size.ToArray());

    /// <summary>"same" or "valid".</summary>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public static implicit operator ConvolutionPadding(string word) => word switch
    {
        "same" => new([], isSame: true),
        "valid" => default,
        _ => throw new ArgumentException($"the padding is \"{word}\", and must be numbers, \"same\" or \"valid\""),
    };

    /// <summary>"1", "1×2" or "same".</summary>
    public override string ToString() => isSame ? "same" : sizes is null ? "0" : string.Join('×', sizes);

    /// <summary>How many elements go before and after, on each axis.</summary>
    /// <exception cref="ArgumentException">A number is negative, there are too few or too many, or "same" meets a stride.</exception>
    internal (int Before, int After)[] Resolve(string operation, int[] kernel, int[] stride, int[] dilation)
    {
        if (isSame)
        {
            if (Array.Exists(stride, step => step != 1))
                throw new ArgumentException($"{operation}: the padding is \"same\" and the stride {string.Join('×', stride)}; a size can stay only with stride 1, so give the padding in numbers");
            return [.. kernel.Select((size, axis) => dilation[axis] * (size - 1)).Select(all => (all / 2, all - all / 2))];
        }
        int[] given = sizes ?? [0];
        if (given.Length != 1 && given.Length != kernel.Length)
            throw new ArgumentException($"{operation}: the padding {this} has {given.Length} numbers, and must have 1 or {kernel.Length}");
        if (Array.Exists(given, size => size < 0)) throw new ArgumentException($"{operation}: the padding is {this}, and must be at least 0");
        return [.. kernel.Select((_, axis) => given[given.Length == 1 ? 0 : axis]).Select(size => (size, size))];
    }
}
