using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>target[n, r, i, j] = bias[r] + Σ over k of weights[r, k] · (what tap k of the window shows at (i, j)): an implicit matrix product.</summary>
/// <remarks>
/// A chunk takes a few small images, or a band of rows of a large one, for one group and a block of weight rows. For each block of channels (about 256
/// taps) it stages the source. Then either the tiles read it in place through the taps' offsets, columns running on over the gaps between staged rows;
/// or, where many weight rows repay it, the patches of 32 output pixels are packed into a panel [k][32] without gaps (whole vectors are copied; what
/// runs over is overwritten by what comes next). Sums run in the order of k either way, so neither this choice nor the chunks show in the result.
/// </remarks>
internal readonly unsafe struct WindowJob<V> : IJob
    where V : struct, ILanes<V>
{
    private const int BlockTaps = 256;
    private const int StagedFloats = 1 << 17;
    private const int FewPixels = 512;

    /// <summary>Weight rows whose multiplication takes as long as packing their panel, as measured.</summary>
    private const double PackingCost = 7;

    private readonly Window window;
    private readonly int* offsets;
    private readonly int batch, groups, rows, blockChannels, imagesPerChunk, bandRows, bands, blockRows, rowBlocks;
    private readonly int farthestTap;
    private readonly bool packed;

    public WindowJob(Window window, int batch, int groups, int rows, int* offsets)
    {
        this.offsets = offsets;
        packed = PackingPays(window, rows);
        this.window = packed ? window : window.NeverInPlace();
        (this.batch, this.groups, this.rows, blockChannels) = (batch, groups, rows, BlockChannels(window));

        int pixels = window.Rows * window.Columns, enough = Threads.Count == 1 ? 1 : 4 * Threads.Count;
        imagesPerChunk = Math.Clamp(FewPixels / pixels, 1, batch);
        bandRows = window.Rows;
        if (imagesPerChunk == 1)
        {
            int fit = this.window.InPlace ? window.Rows : Math.Max(1, StagedFloats / (blockChannels * this.window.ChannelSize(1)));
            int wanted = (enough + (batch * groups) - 1) / (batch * groups), least = Math.Min(window.Rows, (FewPixels + window.Columns - 1) / window.Columns);
            bandRows = Math.Clamp(Math.Min(fit, (window.Rows + wanted - 1) / wanted), least, window.Rows);
        }

        bands = (window.Rows + bandRows - 1) / bandRows;
        int chunks = (batch + imagesPerChunk - 1) / imagesPerChunk * groups * bands;

        // Each block of rows stages and packs for itself: no more of them than keep the threads busy.
        rowBlocks = Math.Clamp(((enough / 2) + chunks - 1) / chunks, 1, Math.Max(1, rows / 64));
        blockRows = ((rows + rowBlocks - 1) / rowBlocks + Tiles<V>.Rows - 1) / Tiles<V>.Rows * Tiles<V>.Rows;
        rowBlocks = (rows + blockRows - 1) / blockRows;
        this.window.Offsets(blockChannels, bandRows, offsets);
        farthestTap = new ReadOnlySpan<int>(offsets, window.Taps).ToArray().Max();
    }

    /// <summary>(n, groups·Channels, Height, Width).</summary>
    public float* Source { get; init; }

    /// <summary>(groups, rows, WeightPitch).</summary>
    public float* Weights { get; init; }

    public nint WeightPitch { get; init; }

    /// <summary>(groups·rows), or null.</summary>
    public float* Bias { get; init; }

    /// <summary>Where output (0, 0, 0, 0) stands.</summary>
    public float* Target { get; init; }

    /// <summary>Floats of one target plane.</summary>
    public nint TargetPlane { get; init; }

    /// <summary>Floats from one output row to the next, and from one output column to the next.</summary>
    public int TargetPitch { get; init; }

    public int TargetStep { get; init; }

    /// <summary>The target is max(…, 0); it must be without gaps.</summary>
    public bool Rectifies { get; init; }

    public int Chunks => (batch + imagesPerChunk - 1) / imagesPerChunk * groups * bands * rowBlocks;

    /// <summary>Channels that are multiplied at a time: equal blocks of about <see cref="BlockTaps"/> taps.</summary>
    public static int BlockChannels(Window window)
    {
        int blocks = Math.Clamp((int)Math.Round(window.Channels * (double)window.Taps / BlockTaps), 1, window.Channels);
        return (window.Channels + blocks - 1) / blocks;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk)
    {
        int firstRow = chunk % rowBlocks * blockRows, rest = chunk / rowBlocks;
        int band = rest % bands, group = rest / bands % groups, image = rest / bands / groups * imagesPerChunk;
        int images = Math.Min(imagesPerChunk, batch - image), rowCount = Math.Min(blockRows, rows - firstRow);
        int i0 = band * bandRows, height = Math.Min(bandRows, window.Rows - i0), width = Tiles<V>.Columns;
        int channelSize = window.ChannelSize(bandRows), taps = window.Taps;
        nint sourcePlane = (nint)window.Height * window.Width, sourceImage = sourcePlane * window.Channels * groups, targetImage = TargetPlane * rows * groups;

        // Lines are what is multiplied without a break: all pixels of the chunk if packed; else an image's staged rows, one by one where they fill whole tiles.
        bool dense = TargetStep == 1 && TargetPitch == window.Columns, gapless = window.Pitch == window.Columns;
        bool rowByRow = !packed && !gapless && window.Columns % width == 0;
        bool direct = packed ? dense && images == 1 : TargetStep == 1 && (rowByRow || (gapless && dense));
        int lineLength = packed ? images * height * window.Columns : rowByRow ? window.Columns : ((height - 1) * window.Pitch) + window.Columns;
        int lineRoom = RoundUp(lineLength, width), lines = packed ? 1 : rowByRow ? height : 1, sections = packed ? 1 : images;

        using var staged = Scratch.Rent(window.InPlace ? 0 : ((nint)images * blockChannels * channelSize) + (2 * width));
        using var panel = Scratch.Rent(packed ? ((nint)blockChannels * taps * width) + V.Count : 0);
        using var local = Scratch.Rent(direct ? 0 : (nint)rowCount * sections * lines * lineRoom);
        nint localPitch = (nint)sections * lines * lineRoom;
        float* source = Source + (image * sourceImage) + (group * window.Channels * sourcePlane);
        float* weights = Weights + ((((nint)group * rows) + firstRow) * WeightPitch);
        float* bias = Bias == null ? null : Bias + (group * rows) + firstRow;
        float* target = Target + (image * targetImage) + ((((nint)group * rows) + firstRow) * TargetPlane) + ((nint)i0 * TargetPitch);

        for (int channel = 0; channel < window.Channels; channel += blockChannels)
        {
            int count = Math.Min(blockChannels, window.Channels - channel), length = count * taps;
            if (!window.InPlace) { new Span<float>(staged.Pointer + ((nint)images * blockChannels * channelSize), 2 * width).Clear(); }
            float* from = window.InPlace ? source + (channel * sourcePlane) + ((nint)i0 * window.Pitch) : staged.Pointer;
            nint imageSize = window.InPlace ? sourceImage : (nint)blockChannels * channelSize;
            for (int c = 0; c < images * count && !window.InPlace; c++)
            {
                window.Stage<V>(source + (c / count * sourceImage) + ((channel + (c % count)) * sourcePlane), i0, height, bandRows,
                    staged.Pointer + (c / count * imageSize) + (c % count * (nint)channelSize));
            }

            // Reading the source itself, whole-vector copies must not run over its end.
            float* end = window.InPlace ? Source + (batch * sourceImage) : staged.Pointer + (images * imageSize) + (2 * width);
            end -= ((nint)(count - 1) * channelSize) + farthestTap;
            var work = new TileWork
            {
                RowPitch = WeightPitch,
                AStep = 1,
                Segments = 1,
                Length = length,
                BStep = width,
                Offsets = packed ? null : offsets,
                CPitch = direct ? TargetPlane : localPitch,
                Accumulate = channel > 0,
                Panels = 1,
            };
            float* block = weights + ((nint)channel * taps), start = channel == 0 ? bias : null;
            for (int line = 0; line < sections * lines; line++)
            {
                float* seen = from + (line / lines * imageSize) + ((nint)(line % lines) * window.Pitch);
                float* to = direct ? target + (line / lines * targetImage) + ((nint)(line % lines) * TargetPitch) : local.Pointer + ((nint)line * lineRoom);
                for (int j = 0; j < lineLength; j += width)
                {
                    int columns = Math.Min(width, lineLength - j);
                    if (packed) { Pack(window, offsets, from, end, imageSize, height, j, columns, length, panel.Pointer); }
                    work.B = packed ? panel.Pointer : seen + j;
                    for (int r = 0; r < rowCount; r += Tiles<V>.Rows)
                    {
                        work.A = block + (r * WeightPitch);
                        work.C = to + (r * work.CPitch) + j;
                        work.Bias = start == null ? null : start + r;
                        Tiles<V>.Run(&work, Math.Min(Tiles<V>.Rows, rowCount - r), direct ? columns : width);
                    }
                }
            }
        }

        if (!direct) { Write(images, height, rowCount, local.Pointer, localPitch, packed ? height * window.Columns : lines * lineRoom, packed || rowByRow ? window.Columns : window.Pitch, target, targetImage); }
        if (Rectifies) { Rectify(images, height * window.Columns, rowCount, target, targetImage); }
    }

    /// <summary>A chunk is done as a whole, while it is in the cache: a test in every tile would cost the convolutions without a ReLU.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rectify(int images, int pixels, int rowCount, float* target, nint targetImage)
    {
        for (int r = 0; r < rowCount; r++)
        {
            for (int n = 0; n < images; n++)
            {
                float* run = target + (n * targetImage) + (r * TargetPlane);
                int j = 0;
                for (; j <= pixels - V.Count; j += V.Count) { V.Store(V.Max(V.Load(run + j), V.All(0)), run + j); }
                for (; j < pixels; j++) { Lanes1.Store(Lanes1.Max(Lanes1.Load(run + j), Lanes1.All(0)), run + j); }
            }
        }
    }

    /// <summary>Panel row k, columns 0 … count: what tap k shows at the output pixels from <paramref name="first"/> on, counted over all images of the chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(Window window, int* offsets, float* from, float* end, nint imageSize, int height, int first, int count, int length, float* panel)
    {
        int pitch = Tiles<V>.Columns, runs = 0;

        // Without gaps a whole band is one line.
        bool gapless = window.Pitch == window.Columns;
        int lines = gapless ? 1 : height, width = window.Columns * (gapless ? height : 1);

        // What stands in unused columns is multiplied too, and numbers near zero would be slow.
        for (int k = 0; k < length && count < pitch; k++) { new Span<float>(panel + ((nint)k * pitch) + count, pitch - count).Clear(); }

        // Pixels that are neighbours, at most a vector of them at a time.
        float** starts = stackalloc float*[pitch];
        int* places = stackalloc int[pitch + 1];
        bool safe = true;
        for (int done = 0; done < count; runs++)
        {
            int pixel = first + done, line = pixel / width, column = pixel % width;
            starts[runs] = from + (line / lines * imageSize) + ((nint)(line % lines) * window.Pitch) + column;
            places[runs] = done;
            safe &= starts[runs] + V.Count <= end;
            done += Math.Min(Math.Min(count - done, width - column), V.Count);
        }

        places[runs] = count;
        for (int k = 0; k < length; k++, panel += pitch)
        {
            nint offset = offsets[k];
            for (int r = 0; r < runs && safe; r++) { V.Store(V.Load(starts[r] + offset), panel + places[r]); }
            for (int r = 0; r < runs && !safe; r++)
            {
                for (int t = places[r]; t < places[r + 1]; t++) { panel[t] = starts[r][offset + t - places[r]]; }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write(int images, int height, int rowCount, float* local, nint localPitch, int localImage, int localRow, float* target, nint targetImage)
    {
        for (int r = 0; r < rowCount; r++)
        {
            for (int n = 0; n < images; n++)
            {
                float* from = local + (r * localPitch) + ((nint)n * localImage), to = target + (n * targetImage) + (r * TargetPlane);
                if (TargetStep == 1)
                {
                    bool dense = localRow == window.Columns && TargetPitch == window.Columns;
                    Packing.Copy<V>(from, localRow, dense ? 1 : height, dense ? height * window.Columns : window.Columns, to, TargetPitch, 0);
                    continue;
                }

                for (int i = 0; i < height; i++)
                {
                    for (int j = 0; j < window.Columns; j++) { to[((nint)i * TargetPitch) + ((nint)j * TargetStep)] = from[(i * localRow) + j]; }
                }
            }
        }
    }

    /// <summary>Whether packing panels costs less than multiplying what lies in the gaps, or than staging what may as well be packed where it is.</summary>
    private static bool PackingPays(Window window, int rows)
    {
        if (window.InPlace && window.Taps == 1) { return true; }
        int extra = window.StagedPitch - window.Columns, width = Tiles<V>.Columns;
        double pixels = window.Rows * (double)window.Columns;
        double seen = extra > 0 && window.Columns % width == 0 ? pixels : RoundUp(((window.Rows - 1) * window.StagedPitch) + window.Columns, V.Count);
        return rows * ((seen / pixels) - 1) > PackingCost;
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
