namespace CourseLib.Kernels;

/// <summary>The blocks of one batch of matrix products; see <see cref="Gemm"/> for the layout.</summary>
internal readonly unsafe struct GemmJob<V> : IJob
    where V : struct, ILanes<V>
{
    private const int StepK = 256;
    private const int LargestBlockRows = 256;
    private const int LargestBlockColumns = 512;
    private const int SmallestBlock = 64;

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

    private void Block(int rows, int columns, float* a, float* b, float* c)
    {
        int width = Tiles<V>.Columns, step = Math.Min(StepK, K);
        bool copyA = columns >= 2 * width && (TransposeA || RowsCollide(K)), copyB = TransposeB || rows > 2 * Tiles<V>.Rows;
        using var packedA = Scratch.Rent(copyA ? (nint)RoundUp(rows, Tiles<V>.Rows) * (step + Packing.Gap) : 0);
        using var packedB = Scratch.Rent((nint)RoundUp(columns, width) * (step + Packing.Gap));
        var work = new TileWork
        {
            RowPitch = TransposeA ? 1 : K,
            AStep = !TransposeA ? 1 : copyA ? Tiles<V>.Rows : M,
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
            if (copyA) { PackA(rows, length, aStep, packedA.Pointer); }
            PackB(copyB ? 0 : columns / width * width, columns, length, bStep, packedB.Pointer);
            if (copyA && !TransposeA) { work.RowPitch = length + Packing.Gap; }
            work.Length = length;
            work.Accumulate = Accumulate || k > 0;
            for (int j = 0; j < columns; j += width)
            {
                int tileColumns = Math.Min(width, columns - j);
                bool inPlace = !copyB && tileColumns == width;
                work.B = inPlace ? bStep + j : packedB.Pointer + (j / width * PanelPitch(width, length));
                work.BStep = inPlace ? N : width;
                for (int i = 0; i < rows; i += Tiles<V>.Rows)
                {
                    work.A = !copyA ? aStep + (i * (TransposeA ? 1 : (nint)K))
                        : packedA.Pointer + (TransposeA ? i / Tiles<V>.Rows * PanelPitch(Tiles<V>.Rows, length) : i * work.RowPitch);
                    work.C = c + ((nint)i * N) + j;
                    Tiles<V>.Run(&work, Math.Min(Tiles<V>.Rows, rows - i), tileColumns);
                }
            }
        }
    }

    /// <summary>A transposed: panels [k][tile rows]; else the rows one after another.</summary>
    private void PackA(int rows, int length, float* a, float* to)
    {
        if (TransposeA) { Panels<Lanes4>(a, M, length, rows, Tiles<V>.Rows, to); }
        else { Packing.Copy<V>(a, K, rows, length, to, length + Packing.Gap, 0); }
    }

    /// <summary>Panels [k][tile columns] from column <paramref name="from"/> on.</summary>
    private void PackB(int from, int columns, int length, float* b, float* to)
    {
        int width = Tiles<V>.Columns;
        if (!TransposeB)
        {
            Panels<V>(b + from, N, length, columns - from, width, to + (from / width * PanelPitch(width, length)));
            return;
        }

        for (int j = from; j < columns; j += width)
        {
            Packing.Transpose(b + ((nint)j * K), K, Math.Min(width, columns - j), length, to + (j / width * PanelPitch(width, length)), width, width);
        }
    }

    /// <summary>Splits each row of <paramref name="columns"/> among panels of <paramref name="width"/>; the source is read in its own order.</summary>
    private static void Panels<W>(float* from, nint pitch, int rows, int columns, int width, float* to)
        where W : struct, ILanes<W>
    {
        nint panel = PanelPitch(width, rows);
        for (int r = 0; r < rows; r++)
        {
            float* row = from + (r * pitch), target = to + ((nint)r * width);
            for (int j = 0; j < columns; j += width, target += panel)
            {
                Packing.Copy<W>(row + j, 0, 1, Math.Min(width, columns - j), target, 0, width);
            }
        }
    }

    /// <summary>Rows that are nearly a multiple of 4 KB apart fall into one set of the L1 cache and push each other out.</summary>
    private static bool RowsCollide(int pitch) => (pitch + 15) % 1024 < 31;

    private static nint PanelPitch(int width, int length) => ((nint)width * length) + Packing.Gap;

    private void Clear(int rows, int columns, float* c)
    {
        for (int i = 0; i < rows; i++) { new Span<float>(c + ((nint)i * N), columns).Clear(); }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>Several whole products in one chunk.</summary>
    private readonly struct Grouped(GemmJob<V> job, int group, int batch) : IJob
    {
        public void Run(int chunk)
        {
            for (int i = chunk * group; i < Math.Min(batch, (chunk + 1) * group); i++) { job.Run(i); }
        }
    }
}
