using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>dw as a matrix product over pixels: rows are taps (channel, kernel place), columns are out channels.</summary>
/// <remarks>
/// A chunk takes a range of units (a unit is a band of about 256 output pixels of one image), one group and a block of channels. It stages the units'
/// input; the tiles read it in place, row t of a tile through tap t's offset. dy is transposed into panels [pixel][32] (L1). Sums go into
/// [tap][out channel], one copy for each range of units; the copies are added in order and transposed into dw at the end.
/// </remarks>
internal static unsafe class ConvolutionBackwardWeight
{
    private const int UnitPixels = 256;
    private const int StagedFloats = 1 << 17;
    private const int EnoughChunks = 16;
    private const long LargestSums = 1 << 21;

    public static void Run<V>(in ConvolutionShape s, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw)
        where V : struct, ILanes<V>
    {
        if (DepthwiseJob<V>.Suits(s))
        {
            Thin<V>(s, x, dy, dw);
            return;
        }

        var window = s.InputWindow();
        int blockChannels = WindowJob<V>.BlockChannels(window), blocks = (window.Channels + blockChannels - 1) / blockChannels;
        int bands = Math.Clamp(window.Rows * window.Columns / UnitPixels, 1, window.Rows);
        int bandRows = (window.Rows + bands - 1) / bands;
        bands = (window.Rows + bandRows - 1) / bandRows;
        int outPadded = (s.OutChannelsPerGroup + V.Count - 1) / V.Count * V.Count;
        long sums = (long)s.Groups * window.Channels * window.Taps * outPadded;
        int ranges = (int)Math.Clamp(Math.Min(EnoughChunks / ((long)s.Groups * blocks), LargestSums / sums), 1, (long)s.Batch * bands);

        using var partial = Scratch.Rent((nint)(ranges * sums));
        using var offsets = Scratch.Rent(blockChannels * window.Taps);
        window.Offsets(blockChannels, bandRows, (int*)offsets.Pointer);
        fixed (float* px = x, pdy = dy, pdw = dw)
        {
            var chunks = new Chunks<V>
            {
                Shape = s,
                Window = window,
                Offsets = (int*)offsets.Pointer,
                X = px,
                Dy = pdy,
                Sums = partial.Pointer,
                Ranges = ranges,
                Blocks = blocks,
                BlockChannels = blockChannels,
                Bands = bands,
                BandRows = bandRows,
                OutPadded = outPadded,
            };
            Threads.For(ranges * s.Groups * blocks, chunks);
            Threads.For(s.Groups * blocks, new Gather<V>(chunks, pdw));
        }
    }

    private static void Thin<V>(in ConvolutionShape s, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw)
        where V : struct, ILanes<V>
    {
        var window = s.InputWindow(mayBeInPlace: false);
        using var offsets = Scratch.Rent(window.Taps);
        window.Offsets(1, window.Rows, (int*)offsets.Pointer);
        fixed (float* px = x, pdy = dy, pdw = dw) { Threads.For(s.Groups, new DepthwiseWeightJob<V>(s, window, (int*)offsets.Pointer, px, pdy, pdw)); }
    }

    private readonly struct Chunks<V> : IJob
        where V : struct, ILanes<V>
    {
        public ConvolutionShape Shape { get; init; }
        public Window Window { get; init; }
        public int* Offsets { get; init; }
        public float* X { get; init; }
        public float* Dy { get; init; }
        public float* Sums { get; init; }
        public int Ranges { get; init; }
        public int Blocks { get; init; }
        public int BlockChannels { get; init; }
        public int Bands { get; init; }
        public int BandRows { get; init; }
        public int OutPadded { get; init; }
        public int Taps => Window.Channels * Window.Taps;

        public float* SumsOf(int range, int group, int block) =>
            Sums + (((((nint)range * Shape.Groups) + group) * Taps) + (block * BlockChannels * Window.Taps)) * OutPadded;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int block = chunk % Blocks, group = chunk / Blocks % Shape.Groups, range = chunk / Blocks / Shape.Groups;
            int units = Shape.Batch * Bands, first = (int)((long)units * range / Ranges), end = (int)((long)units * (range + 1) / Ranges);
            int channel = block * BlockChannels, channels = Math.Min(BlockChannels, Window.Channels - channel);
            float* sums = SumsOf(range, group, block);
            new Span<float>(sums, channels * Window.Taps * OutPadded).Clear();

            nint unitSize = (nint)channels * Window.ChannelSize(BandRows);
            int atOnce = Window.InPlace ? end - first : (int)Math.Clamp(StagedFloats / unitSize, 1, end - first);
            using var staged = Scratch.Rent(Window.InPlace ? 0 : atOnce * unitSize);
            using var panel = Scratch.Rent((nint)BandRows * Window.Columns * Tiles<V>.Columns);
            for (int unit = first; unit < end; unit += atOnce)
            {
                int count = Math.Min(atOnce, end - unit);
                for (int u = 0; u < count && !Window.InPlace; u++) { Stage(unit + u, group, channel, channels, staged.Pointer + (u * unitSize)); }
                for (int o = 0; o < Shape.OutChannelsPerGroup; o += Tiles<V>.Columns)
                {
                    for (int u = 0; u < count; u++)
                    {
                        float* source = Window.InPlace ? Source(unit + u, group, channel) + ((nint)((unit + u) % Bands) * BandRows * Window.Pitch) : staged.Pointer + (u * unitSize);
                        Add(unit + u, group, o, channels * Window.Taps, source, panel.Pointer, sums);
                    }
                }
            }
        }

        private float* Source(int unit, int group, int channel) =>
            X + ((((nint)(unit / Bands) * Shape.InChannels) + (group * Window.Channels) + channel) * Window.Height * Window.Width);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Stage(int unit, int group, int channel, int channels, float* staged)
        {
            int firstRow = unit % Bands * BandRows, rows = Math.Min(BandRows, Window.Rows - firstRow);
            float* source = Source(unit, group, channel);
            for (int c = 0; c < channels; c++)
            {
                Window.Stage<V>(source + ((nint)c * Window.Height * Window.Width), firstRow, rows, BandRows, staged + ((nint)c * Window.ChannelSize(BandRows)));
            }
        }

        /// <summary>Adds one unit's share for the out channels from <paramref name="o"/> on.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Add(int unit, int group, int o, int taps, float* source, float* panel, float* sums)
        {
            int firstRow = unit % Bands * BandRows, rows = Math.Min(BandRows, Window.Rows - firstRow);
            int columns = Math.Min(Tiles<V>.Columns, OutPadded - o);
            nint plane = (nint)Window.Rows * Window.Columns;
            float* dy = Dy + ((((nint)(unit / Bands) * Shape.OutChannels) + (group * Shape.OutChannelsPerGroup) + o) * plane) + (firstRow * Window.Columns);
            Packing.Transpose(dy, plane, Math.Min(columns, Shape.OutChannelsPerGroup - o), rows * Window.Columns, panel, columns, columns);

            bool whole = Window.Pitch == Window.Columns;
            var work = new TileWork
            {
                A = source,
                AStep = 1,
                ASegment = Window.Pitch,
                Segments = whole ? 1 : rows,
                Length = whole ? rows * Window.Columns : Window.Columns,
                B = panel,
                BStep = columns,
                CPitch = OutPadded,
                Accumulate = true,
                Panels = 1,
            };
            for (int t = 0; t < taps; t += Tiles<V>.Rows)
            {
                work.RowOffsets = Offsets + t;
                work.C = sums + ((nint)t * OutPadded) + o;
                Tiles<V>.Run(&work, Math.Min(Tiles<V>.Rows, taps - t), columns);
            }
        }
    }

    /// <summary>dw[o, tap] = the sums of all ranges, in order.</summary>
    private readonly struct Gather<V>(Chunks<V> chunks, float* dw) : IJob
        where V : struct, ILanes<V>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            int block = chunk % chunks.Blocks, group = chunk / chunks.Blocks, channel = block * chunks.BlockChannels;
            int taps = Math.Min(chunks.BlockChannels, chunks.Window.Channels - channel) * chunks.Window.Taps;
            float* total = chunks.SumsOf(0, group, block);
            for (int range = 1; range < chunks.Ranges; range++)
            {
                float* part = chunks.SumsOf(range, group, block);
                for (int i = 0; i < taps * chunks.OutPadded; i += V.Count) { V.Store(V.Load(total + i) + V.Load(part + i), total + i); }
            }

            int outChannels = chunks.Shape.OutChannelsPerGroup;
            float* to = dw + ((nint)group * outChannels * chunks.Taps) + (channel * chunks.Window.Taps);
            Packing.Transpose(total, chunks.OutPadded, taps, outChannels, to, chunks.Taps, 0);
        }
    }
}
