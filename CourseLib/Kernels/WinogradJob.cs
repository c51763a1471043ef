using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>3×3 convolution with stride 1 by F(2×2, 3×3) (Winograd 1980; Lavin and Gray 2016, section 4.1): 16 multiplications instead of 36 for four outputs.</summary>
/// <remarks>
/// A chunk takes some rows of tiles (a tile is 2×2 outputs, which see 4×4 inputs) of any images. Inputs are transformed into v[16][channel][tile], 16 matrix
/// products with the transformed weights u[16][row][channel] give m[16][row][tile] for 32 rows at a time, and these are transformed into outputs.
/// v is about 1 MB (L2). Tiles lie along the vectors; a window of stride 2 puts what they need next to each other. A NaN reaches its whole tile.
/// </remarks>
internal readonly unsafe struct WinogradJob<V> : IJob
    where V : struct, ILanes<V>
{
    public const int Points = 16;
    private const int BlockRows = 32;
    private const int StepChannels = 256;
    private const int TransformedFloats = 1 << 18;

    private readonly Window window;
    private readonly int* offsets;
    private readonly int batch, groups, rows, height, width, tileRows;

    /// <param name="window">4×4 taps, stride 2, for each tile.</param>
    public WinogradJob(Window window, int batch, int groups, int rows, int height, int width, int* offsets)
    {
        this.window = window;
        this.offsets = offsets;
        (this.batch, this.groups, this.rows, this.height, this.width) = (batch, groups, rows, height, width);
        int tiles = Math.Max(2 * V.Count, TransformedFloats / (Points * window.Channels));
        tileRows = Math.Clamp(tiles / window.Columns, 1, batch * window.Rows);
        while (Threads.Count > 1 && Chunks < 4 * Threads.Count && tileRows * window.Columns > 4 * V.Count) { tileRows = (tileRows + 1) / 2; }
        window.Offsets(1, window.Rows, offsets);
    }

    /// <summary>(n, groups·Channels, Height, Width).</summary>
    public float* Source { get; init; }

    /// <summary>(groups, 16, rows, WeightPitch).</summary>
    public float* Weights { get; init; }

    public nint WeightPitch { get; init; }

    /// <summary>(groups·rows), or null.</summary>
    public float* Bias { get; init; }

    /// <summary>(n, groups·rows, height, width).</summary>
    public float* Target { get; init; }

    public int Chunks => ((batch * window.Rows) + tileRows - 1) / tileRows * groups;

    /// <summary>The window of the tiles of an output of height × width whose pixel (0, 0) sees the source from (top, left) on.</summary>
    public static Window TileWindow(int channels, int sourceHeight, int sourceWidth, int height, int width, int top, int left) =>
        new(channels, sourceHeight, sourceWidth, (height + 1) / 2, (width + 1) / 2, 2, 2,
            [.. Enumerable.Range(0, Points).Select(t => (top + (t / 4), left + (t % 4)))], mayBeInPlace: false);

    /// <summary>Whether the savings outweigh the transforms.</summary>
    public static bool Suits(in ConvolutionShape s, int sourceChannels, int rows) =>
        s.KernelHeight == 3 && s.KernelWidth == 3 && s.StrideHeight == 1 && s.StrideWidth == 1 && s.DilationHeight == 1 && s.DilationWidth == 1
        && s.PadHeight <= 2 && s.PadWidth <= 2 && sourceChannels >= 48 && rows >= 48 && s.Batch * s.OutHeight * s.OutWidth >= 256 && Math.Min(s.OutHeight, s.OutWidth) >= 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        int group = chunk % groups, first = chunk / groups * tileRows, end = Math.Min(batch * window.Rows, first + tileRows);
        int tiles = (end - first) * window.Columns, room = (tiles + Tiles<V>.Columns - 1) / Tiles<V>.Columns * Tiles<V>.Columns;
        nint pitch = room + Packing.Gap, plane = (nint)height * width;
        using var transformed = Scratch.Rent(Points * window.Channels * pitch);
        using var products = Scratch.Rent(Points * BlockRows * pitch);
        using var staged = Scratch.Rent(window.ChannelSize(window.Rows) + V.Count);
        new Span<float>(staged.Pointer, window.ChannelSize(window.Rows) + V.Count).Clear();

        for (int c = 0; c < window.Channels; c++)
        {
            for (int row = first; row < end;)
            {
                int image = row / window.Rows, i = row % window.Rows, count = Math.Min(end - row, window.Rows - i);
                float* source = Source + (((((nint)image * groups) + group) * window.Channels) + c) * window.Height * window.Width;
                window.Stage<V>(source, i, count, window.Rows, staged.Pointer);
                WinogradTransforms.Inputs<V>(staged.Pointer, offsets, window.Pitch, count, window.Columns,
                    transformed.Pointer + (c * pitch) + ((row - first) * window.Columns), window.Channels * pitch);
                row += count;
            }

            for (int p = 0; p < Points; p++) { new Span<float>(transformed.Pointer + (((p * window.Channels) + c) * pitch) + tiles, room - tiles).Clear(); }
        }

        for (int r = 0; r < rows; r += BlockRows)
        {
            int count = Math.Min(BlockRows, rows - r);
            for (int p = 0; p < Points; p++) { Multiply(group, p, r, count, room, pitch, transformed.Pointer, products.Pointer); }
            for (int o = r; o < r + count; o++)
            {
                float bias = Bias == null ? 0 : Bias[(group * rows) + o];
                for (int row = first; row < end; row++)
                {
                    int image = row / window.Rows, i = row % window.Rows;
                    float* target = Target + (((((nint)image * groups) + group) * rows) + o) * plane;
                    WinogradTransforms.Outputs<V>(products.Pointer + ((o - r) * pitch) + ((row - first) * window.Columns), BlockRows * pitch, window.Columns, bias,
                        target + (2 * i * (nint)width), width, (2 * i) + 1 < height);
                }
            }
        }
    }

    /// <summary>m[point] = u[point]·v[point] for a block of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int group, int point, int row, int count, int tiles, nint pitch, float* transformed, float* products)
    {
        float* weights = Weights + ((((((nint)group * Points) + point) * rows) + row) * WeightPitch);
        float* b = transformed + (point * window.Channels * pitch), c = products + (point * BlockRows * pitch);
        var work = new TileWork { RowPitch = WeightPitch, AStep = 1, Segments = 1, BStep = pitch, CPitch = pitch, Panels = 1 };
        for (int k = 0; k < window.Channels; k += StepChannels)
        {
            work.Length = Math.Min(StepChannels, window.Channels - k);
            work.Accumulate = k > 0;
            for (int j = 0; j < tiles; j += Tiles<V>.Columns)
            {
                work.B = b + (k * pitch) + j;
                for (int r = 0; r < count; r += Tiles<V>.Rows)
                {
                    work.A = weights + (r * WeightPitch) + k;
                    work.C = c + (r * pitch) + j;
                    Tiles<V>.Run(&work, Math.Min(Tiles<V>.Rows, count - r), Tiles<V>.Columns);
                }
            }
        }
    }
}
