using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>Chooses the tile of the right size, and finishes tiles that hang over the right edge of C.</summary>
internal static unsafe class Tiles<V>
    where V : struct, ILanes<V>
{
    /// <summary>Rows of a full tile: 8 × 2 accumulators fit the 32 registers of AVX-512 and of Arm, 6 × 2 the 16 of AVX2.</summary>
    public static int Rows => V.Count == 8 ? 6 : 8;

    /// <summary>Columns of a full tile.</summary>
    public static int Columns => 2 * V.Count;

    private static readonly delegate*<TileWork*, void>[] Table =
    [
        &Tile.Run<V, N1, N1, N1>, &Tile.Run<V, N1, N2, N1>, &Tile.Run<V, N2, N1, N1>, &Tile.Run<V, N2, N2, N1>,
        &Tile.Run<V, N3, N1, N1>, &Tile.Run<V, N3, N2, N1>, &Tile.Run<V, N4, N1, N1>, &Tile.Run<V, N4, N2, N1>,
        &Tile.Run<V, N5, N1, N1>, &Tile.Run<V, N5, N2, N1>, &Tile.Run<V, N6, N1, N1>, &Tile.Run<V, N6, N2, N1>,
        &Tile.Run<V, N7, N1, N1>, &Tile.Run<V, N7, N2, N1>, &Tile.Run<V, N8, N1, N1>, &Tile.Run<V, N8, N2, N1>,
        &Tile.Run<V, N1, N1, N2>, &Tile.Run<V, N1, N2, N2>, &Tile.Run<V, N2, N1, N2>, &Tile.Run<V, N2, N2, N2>,
        &Tile.Run<V, N3, N1, N2>, &Tile.Run<V, N3, N2, N2>, &Tile.Run<V, N4, N1, N2>, &Tile.Run<V, N4, N2, N2>,
        &Tile.Run<V, N5, N1, N2>, &Tile.Run<V, N5, N2, N2>, &Tile.Run<V, N6, N1, N2>, &Tile.Run<V, N6, N2, N2>,
        &Tile.Run<V, N7, N1, N2>, &Tile.Run<V, N7, N2, N2>, &Tile.Run<V, N8, N1, N2>, &Tile.Run<V, N8, N2, N2>,
    ];

    /// <summary>Does a tile of <paramref name="rows"/> ≤ Rows by <paramref name="columns"/> ≤ Columns; B may be read up to its full vectors, C is written only inside the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(TileWork* work, int rows, int columns)
    {
        int vectors = columns > V.Count ? 2 : 1;
        var tile = Table[(work->Offsets == null ? 0 : 16) + ((rows - 1) * 2) + vectors - 1];
        if (columns == vectors * V.Count) { tile(work); }
        else { Edge(tile, *work, rows, columns); }
    }

    /// <summary>By way of a buffer.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Edge(delegate*<TileWork*, void> tile, TileWork work, int rows, int columns)
    {
        float* edge = stackalloc float[8 * 32];
        float* c = work.C;
        bool accumulate = work.Accumulate;
        nint panels = work.Panels, cPitch = work.CPitch;
        (work.CPitch, work.Accumulate, work.Panels) = (32, false, 1);
        work.C = edge;
        for (nint panel = 0; panel < panels; panel++)
        {
            tile(&work);
            Move(edge, rows, columns, c + (panel * work.CNext), cPitch, accumulate);
            work.B += work.BNext;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(float* edge, int rows, int columns, float* c, nint cPitch, bool accumulate)
    {
        for (int i = 0; i < rows; i++)
        {
            float* from = edge + (i * 32), to = c + (i * cPitch);
            int j = 0;
            if (columns > V.Count) { j = Move<V>(from, to, accumulate); }
            for (; j <= columns - 4; j += 4) { Move<Lanes4>(from + j, to + j, accumulate); }
            for (; j < columns; j++) { Move<Lanes1>(from + j, to + j, accumulate); }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Move<W>(float* from, float* to, bool accumulate)
        where W : struct, ILanes<W>
    {
        W x = W.Load(from);
        W.Store(accumulate ? W.Load(to) + x : x, to);
        return W.Count;
    }
}
