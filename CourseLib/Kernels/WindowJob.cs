using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>target[n, r, i, j] = Σ over k of weights[r, k] · (what tap k of the window shows at (i, j)): an implicit matrix product.</summary>
/// <remarks>
/// A chunk takes a few small images, or a band of rows of a large one, for one group and a block of weight rows. For each block of channels (about 256
/// taps) it stages the source, then packs the patches of 32 output pixels straight from there into a panel [k][32 + 16]; the 16 spare floats
/// take the overrun of whole-vector copies. Bias is one more tap, which sees a constant 1. Sums run in the order of k for any chunking.
/// </remarks>
internal readonly unsafe struct WindowJob<V> : IJob
    where V : struct, ILanes<V>
{
    public const int BlockTaps = 256;
    private const int StagedFloats = 1 << 17;
    private const int FewPixels = 512;
    private const int EnoughChunks = 16;

    private readonly Window window;
    private readonly int* offsets;
    private readonly int batch, groups, rows, blockChannels, imagesPerChunk, bandRows, bands, blockRows, rowBlocks;
    private readonly int farthestTap;
    private readonly bool hasBias;

    public WindowJob(Window window, int batch, int groups, int rows, bool hasBias, int* offsets)
    {
        (this.window, this.batch, this.groups, this.rows, this.hasBias) = (window, batch, groups, rows, hasBias);
        this.offsets = offsets;
        blockChannels = BlockChannels(window);
        int pixels = window.Rows * window.Columns;
        imagesPerChunk = Math.Clamp(FewPixels / pixels, 1, Math.Max(1, batch / EnoughChunks));
        bandRows = window.Rows;
        if (imagesPerChunk == 1)
        {
            // Rows are only cut where a band keeps whole panels busy.
            int floatsPerRow = blockChannels * window.ChannelSize(1);
            int fit = Math.Max(1, StagedFloats / Math.Max(1, floatsPerRow)), wanted = (EnoughChunks + (batch * groups) - 1) / (batch * groups);
            int least = (FewPixels + window.Columns - 1) / window.Columns;
            bandRows = Math.Clamp(Math.Min(window.InPlace ? window.Rows : fit, (window.Rows + wanted - 1) / wanted), Math.Min(least, window.Rows), window.Rows);
        }

        bands = (window.Rows + bandRows - 1) / bandRows;
        int chunks = (batch + imagesPerChunk - 1) / imagesPerChunk * groups * bands;
        rowBlocks = Math.Clamp((EnoughChunks + chunks - 1) / chunks, 1, Math.Max(1, rows / 64));
        blockRows = ((rows + rowBlocks - 1) / rowBlocks + Tiles<V>.Rows - 1) / Tiles<V>.Rows * Tiles<V>.Rows;
        rowBlocks = (rows + blockRows - 1) / blockRows;
        window.Offsets(blockChannels, bandRows, offsets);
        farthestTap = new ReadOnlySpan<int>(offsets, window.Taps).ToArray().Max();
    }

    /// <summary>(n, groups·Channels, Height, Width).</summary>
    public float* Source { get; init; }

    /// <summary>(groups, rows, Pitch).</summary>
    public float* Weights { get; init; }

    /// <summary>Floats from one weight row to the next.</summary>
    public nint WeightPitch { get; init; }

    /// <summary>Where output (0, 0, 0, 0) stands.</summary>
    public float* Target { get; init; }

    /// <summary>Floats of one target plane.</summary>
    public nint TargetPlane { get; init; }

    /// <summary>Floats from one output row to the next, and from one output column to the next.</summary>
    public int TargetPitch { get; init; }

    public int TargetStep { get; init; }

    public int Chunks => (batch + imagesPerChunk - 1) / imagesPerChunk * groups * bands * rowBlocks;

    public static int BlockChannels(Window window) =>
        window.Channels * window.Taps <= BlockTaps + (BlockTaps / 2) ? window.Channels : Math.Max(1, BlockTaps / window.Taps);

    public void Run(int chunk)
    {
        int firstRow = chunk % rowBlocks * blockRows, rest = chunk / rowBlocks;
        int band = rest % bands, group = rest / bands % groups, image = rest / bands / groups * imagesPerChunk;
        int images = Math.Min(imagesPerChunk, batch - image), rowCount = Math.Min(blockRows, rows - firstRow);
        int i0 = band * bandRows, height = Math.Min(bandRows, window.Rows - i0);
        int width = Tiles<V>.Columns, columns = images * height * window.Columns, padded = (columns + width - 1) / width * width;
        int channelSize = window.ChannelSize(bandRows), taps = window.Taps, tapsAtOnce = (blockChannels * taps) + 1;
        nint sourcePlane = (nint)window.Height * window.Width, sourceImage = sourcePlane * window.Channels * groups;
        bool direct = images == 1 && TargetStep == 1 && TargetPitch == window.Columns;

        using var staged = Scratch.Rent(window.InPlace ? 0 : ((nint)images * blockChannels * channelSize) + (2 * width));
        using var panel = Scratch.Rent(((nint)tapsAtOnce * (width + V.Count)) + width);
        using var local = Scratch.Rent(direct ? 0 : (nint)rowCount * padded);
        float* source = Source + (image * sourceImage) + (group * window.Channels * sourcePlane);
        float* weights = Weights + ((((nint)group * rows) + firstRow) * WeightPitch);
        float* target = Target + ((((nint)image * groups) + group) * rows * TargetPlane) + (firstRow * TargetPlane) + ((nint)i0 * TargetPitch);
        float** pointers = stackalloc float*[8];

        for (int channel = 0; channel < window.Channels; channel += blockChannels)
        {
            int count = Math.Min(blockChannels, window.Channels - channel), length = count * taps;
            float* from = window.InPlace ? source + (channel * sourcePlane) + ((nint)i0 * window.Pitch) : staged.Pointer;
            nint imageSize = window.InPlace ? sourceImage : (nint)blockChannels * channelSize;
            if (!window.InPlace)
            {
                for (int c = 0; c < images * count; c++)
                {
                    window.Stage<V>(source + (c / count * sourceImage) + ((channel + (c % count)) * sourcePlane), i0, height, bandRows,
                        staged.Pointer + (c / count * imageSize) + (c % count * (nint)channelSize));
                }
            }

            // Reading the source itself, whole-vector copies must not run over its end.
            float* end = window.InPlace ? Source + (batch * sourceImage) : staged.Pointer + (images * imageSize) + (2 * width);
            end -= ((nint)(count - 1) * channelSize) + farthestTap;
            bool last = channel + count == window.Channels;
            for (int j = 0; j < columns; j += width)
            {
                int tileColumns = Math.Min(width, columns - j);
                Pack(from, end, imageSize, height, j, tileColumns, length, panel.Pointer);
                int k = length;
                if (last && hasBias)
                {
                    for (int t = 0; t < width; t++) { panel.Pointer[((nint)k * (width + V.Count)) + t] = 1; }
                    k++;
                }

                for (int r = 0; r < rowCount; r += Tiles<V>.Rows)
                {
                    int tileRows = Math.Min(Tiles<V>.Rows, rowCount - r);
                    for (int t = 0; t < tileRows; t++) { pointers[t] = weights + ((r + t) * WeightPitch) + ((nint)channel * taps); }
                    float* c = direct ? target + (r * TargetPlane) + j : local.Pointer + ((nint)r * padded) + j;
                    Tiles<V>.Run(tileRows, direct ? tileColumns : width, pointers, 1, 0, 1, k, panel.Pointer, width + V.Count,
                        c, direct ? TargetPlane : padded, channel > 0);
                }
            }
        }

        if (!direct) { Write(images, height, rowCount, local.Pointer, padded, target); }
    }

    /// <summary>Panel row k, columns 0 … count: what tap k shows at the output pixels from <paramref name="first"/> on, counted over all images of the chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(float* from, float* end, nint imageSize, int height, int first, int count, int length, float* panel)
    {
        int pitch = Tiles<V>.Columns + V.Count;
        for (int done = 0; done < count;)
        {
            int pixel = first + done, row = pixel / window.Columns, column = pixel % window.Columns;
            int run = Math.Min(count - done, window.Columns - column);
            float* at = from + (row / height * imageSize) + ((nint)(row % height) * window.Pitch) + column;
            float* to = panel + done;
            if (at + Tiles<V>.Columns > end)
            {
                for (int k = 0; k < length; k++, to += pitch)
                {
                    for (int t = 0; t < run; t++) { to[t] = at[offsets[k] + t]; }
                }
            }
            else if (run <= V.Count)
            {
                for (int k = 0; k < length; k++, to += pitch) { V.Store(V.Load(at + offsets[k]), to); }
            }
            else
            {
                for (int k = 0; k < length; k++, to += pitch)
                {
                    V.Store(V.Load(at + offsets[k]), to);
                    V.Store(V.Load(at + offsets[k] + V.Count), to + V.Count);
                }
            }

            done += run;
        }
    }

    private void Write(int images, int height, int rowCount, float* local, int padded, float* target)
    {
        for (int r = 0; r < rowCount; r++)
        {
            for (int n = 0; n < images; n++)
            {
                float* from = local + ((nint)r * padded) + (n * height * window.Columns);
                float* to = target + ((((nint)n * groups * rows) + r) * TargetPlane);
                if (TargetStep == 1 && TargetPitch == window.Columns)
                {
                    Packing.Copy<V>(from, 0, 1, height * window.Columns, to, 0, 0);
                    continue;
                }

                for (int i = 0; i < height; i++)
                {
                    for (int j = 0; j < window.Columns; j++) { to[((nint)i * TargetPitch) + (j * TargetStep)] = from[(i * window.Columns) + j]; }
                }
            }
        }
    }
}
