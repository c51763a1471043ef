using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>The blocks of one batch of matrix products; see <see cref="Gemm"/> for the layout.</summary>
internal readonly unsafe struct GemmJob<V> : IJob
    where V : struct, ILanes<V>
{
    /// <summary>Long steps: fewer passes over C, though a panel of B is then read from L2.</summary>
    private const int StepK = 512;
    private const int LargestBlockRows = 1024;
    private const int LargestBlockColumns = 512;
    private const int SmallestBlock = 64;

    /// <summary>So many rows of A are packed at a time; their panels have room for the tallest tile.</summary>
    private const int PackedRows = 144;
    private const int PanelRows = 8;

    /// <summary>Below this many multiply-adds a block is not cut further: handing it to another thread would cost as much.</summary>
    private const long SmallestWork = 1 << 18;

    private bool TransposeA { get; init; }
    private bool TransposeB { get; init; }
    private int M { get; init; }
    private int N { get; init; }
    private int K { get; init; }
    private float* A { get; init; }
    private nint StrideA { get; init; }
    private float* B { get; init; }
    private nint StrideB { get; init; }
    private float* C { get; init; }
    private bool Accumulate { get; init; }
    private int BlockRows { get; init; }
    private int BlockColumns { get; init; }
    private int RowBlocks => (M + BlockRows - 1) / BlockRows;
    private int ColumnBlocks => (N + BlockColumns - 1) / BlockColumns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int batch, bool transposeA, bool transposeB, int m, int n, int k,
        float* a, nint strideA, float* b, nint strideB, float* c, bool accumulate)
    {
        int rows = Math.Min(m, LargestBlockRows), columns = Math.Min(n, LargestBlockColumns), enough = Threads.Count == 1 ? 1 : 4 * Threads.Count;
        long Blocks() => (long)batch * ((m + rows - 1) / rows) * ((n + columns - 1) / columns);
        while (Blocks() < enough && (long)rows * columns * k >= 2 * SmallestWork && Math.Max(rows, columns) > SmallestBlock)
        {
            // Narrow blocks first: a packed panel of B repays itself by the rows that go past it.
            if (columns > SmallestBlock) { columns = RoundUp((columns + 1) / 2, Tiles<V>.Columns); }
            else { rows = RoundUp((rows + 1) / 2, Tiles<V>.Rows); }
        }

        var job = new GemmJob<V>
        {
            TransposeA = transposeA,
            TransposeB = transposeB,
            M = m,
            N = n,
            K = k,
            A = a,
            StrideA = strideA,
            B = b,
            StrideB = strideB,
            C = c,
            Accumulate = accumulate,
            BlockRows = rows,
            BlockColumns = columns,
        };

        // Many tiny products share a chunk.
        int blocks = job.RowBlocks * job.ColumnBlocks;
        int group = (int)Math.Clamp(SmallestWork / Math.Max(1, (long)rows * columns * k), 1, batch);
        if (blocks > 1) { Threads.For(batch * blocks, job); }
        else { Threads.For((batch + group - 1) / group, new Grouped(job, group, batch)); }
    }

    /// <summary>C = Aᵀ·B for some of A's columns, on this thread: a is k rows of <paramref name="m"/>, of which the first <paramref name="rows"/> are used; b and c have rows of <paramref name="n"/>.</summary>
    public static void TransposedA(int rows, int m, int n, int k, float* a, float* b, float* c) =>
        new GemmJob<V> { TransposeA = true, M = m, N = n, K = k }.Block(rows, n, a, b, c);

    public void Run(int chunk)
    {
        int matrix = chunk / (RowBlocks * ColumnBlocks), block = chunk % (RowBlocks * ColumnBlocks);
        int row = block / ColumnBlocks * BlockRows, column = block % ColumnBlocks * BlockColumns;
        int rows = Math.Min(BlockRows, M - row), columns = Math.Min(BlockColumns, N - column);
        float* a = A + (matrix * StrideA) + (TransposeA ? row : (nint)row * K);
        float* b = B + (matrix * StrideB) + (TransposeB ? (nint)column * K : column);
        float* c = C + ((nint)matrix * M * N) + ((nint)row * N) + column;
        Block(rows, columns, a, b, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Block(int rows, int columns, float* a, float* b, float* c)
    {
        int width = Tiles<V>.Columns, step = Math.Min(StepK, K), tilesAtOnce = (Math.Min(rows, PackedRows) + Tiles<V>.Rows - 1) / Tiles<V>.Rows;
        bool copyA = columns >= (TransposeA ? 8 : 2) * width, copyB = TransposeB || rows > 2 * Tiles<V>.Rows;
        nint rowA = TransposeA ? 1 : K;
        using var packedA = Scratch.Rent(copyA ? tilesAtOnce * PackedTile(step) : 0);
        using var packedB = Scratch.Rent((nint)RoundUp(columns, width) * (step + Packing.Gap));
        var work = new TileWork
        {
            AStep = !TransposeA ? 1 : copyA ? PanelRows : M,
            Segments = 1,
            CPitch = N,
            Panels = 1,
        };
        if (K == 0 && !Accumulate) { Clear(rows, columns, c); }
        for (int k = 0; k < K; k += StepK)
        {
            int length = Math.Min(StepK, K - k);
            float* aStep = TransposeA ? a + ((nint)k * M) : a + k;
            float* bStep = TransposeB ? b + k : b + ((nint)k * N);
            PackB(copyB ? 0 : columns / width * width, columns, length, bStep, packedB.Pointer);
            work.Length = length;
            work.RowPitch = TransposeA || !copyA ? rowA : length + Packing.Gap;
            work.Accumulate = Accumulate || k > 0;
            for (int first = 0; first < rows; first += PackedRows)
            {
                int end = Math.Min(rows, first + PackedRows);
                float* aTiles = copyA ? packedA.Pointer : aStep + (first * rowA);
                nint aTile = copyA ? PackedTile(length) : Tiles<V>.Rows * rowA;
                if (copyA) { PackA(end - first, length, aStep + (first * rowA), aTiles); }
                for (int j = 0; j < columns; j += width)
                {
                    int tileColumns = Math.Min(width, columns - j);
                    bool inPlace = !copyB && tileColumns == width;
                    work.B = inPlace ? bStep + j : packedB.Pointer + (j / width * PanelPitch(width, length));
                    work.BStep = inPlace ? N : width;
                    for (int i = first; i < end; i += Tiles<V>.Rows)
                    {
                        work.A = aTiles + ((i - first) / Tiles<V>.Rows * aTile);
                        work.C = c + ((nint)i * N) + j;
                        Tiles<V>.Run(&work, Math.Min(Tiles<V>.Rows, end - i), tileColumns);
                    }
                }
            }
        }
    }

    /// <summary>Rows [row][k], or panels [k][8], one for each tile's rows, if A is transposed.</summary>
    private void PackA(int rows, int length, float* a, float* to)
    {
        if (TransposeA) { Packing.Panels<Lanes4>(a, M, length, rows, to, PackedTile(length), Tiles<V>.Rows, PanelRows); }
        else { Packing.Copy<V>(a, K, rows, length, to, length + Packing.Gap, 0); }
    }

    /// <summary>Panels [k][tile columns] from column <paramref name="from"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackB(int from, int columns, int length, float* b, float* to)
    {
        int width = Tiles<V>.Columns;
        nint pitch = PanelPitch(width, length);
        if (!TransposeB)
        {
            int last = columns / width * width;
            to += from / width * pitch;
            Packing.Panels<V>(b + from, N, length, last - from, to, pitch, width, width);
            Packing.Copy<V>(b + last, N, length, columns - last, to + ((last - from) / width * pitch), width, RoundUp(columns - last, V.Count));
            return;
        }

        for (int j = from; j < columns; j += width)
        {
            int count = Math.Min(width, columns - j);
            Packing.Transpose(b + ((nint)j * K), K, count, length, to + (j / width * pitch), width, RoundUp(count, V.Count));
        }
    }

    /// <summary>From one tile's packed rows of A to the next.</summary>
    private nint PackedTile(int length) => TransposeA ? PanelPitch(PanelRows, length) : Tiles<V>.Rows * (nint)(length + Packing.Gap);

    private static nint PanelPitch(int width, int length) => ((nint)width * length) + Packing.Gap;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Clear(int rows, int columns, float* c)
    {
        for (int i = 0; i < rows; i++) { new Span<float>(c + ((nint)i * N), columns).Clear(); }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>Several whole products in one chunk.</summary>
    private readonly struct Grouped(GemmJob<V> job, int group, int batch) : IJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk)
        {
            for (int i = chunk * group; i < Math.Min(batch, (chunk + 1) * group); i++) { job.Run(i); }
        }
    }
}
