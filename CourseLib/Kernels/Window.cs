using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>What a convolution reads: output pixel (i, j) sees, for each tap, source[channel, i·stride + row, j·stride + column], and 0 outside the source.</summary>
/// <remarks>
/// A band of output rows is staged as padded planes, one for each residue of (row, column) modulo the stride that a tap uses; in a plane, the pixels
/// that a tap shows to consecutive outputs are consecutive. So every stride, padding and dilation becomes a table of offsets:
/// output (i, j) reads staged[offset[k] + i·Pitch + j] for k = (channel, tap).
/// </remarks>
internal sealed class Window
{
    private readonly (int Row, int Column)[] offsets;
    private readonly int strideHeight;
    private readonly int strideWidth;
    private readonly int top;
    private readonly int left;
    private readonly (int Row, int Column)[] residues;
    private readonly (int Plane, int Row, int Column)[] taps;

    /// <param name="offsets">Where each tap stands relative to the output pixel's corner (i·stride, j·stride).</param>
    /// <param name="mayBeInPlace">Whether the source may serve as its staged form; its reader must then not run over its end.</param>
    public Window(int channels, int height, int width, int rows, int columns, int strideHeight, int strideWidth, (int Row, int Column)[] offsets, bool mayBeInPlace = true)
    {
        this.offsets = offsets;
        (Channels, Height, Width, Rows, Columns) = (channels, height, width, rows, columns);
        (this.strideHeight, this.strideWidth) = (strideHeight, strideWidth);
        top = offsets.Min(o => o.Row);
        left = offsets.Min(o => o.Column);
        var places = offsets.Select(o => (Row: o.Row - top, Column: o.Column - left)).ToArray();
        residues = [.. places.Select(p => (p.Row % strideHeight, p.Column % strideWidth)).Distinct()];
        taps = [.. places.Select(p => (Array.IndexOf(residues, (p.Row % strideHeight, p.Column % strideWidth)), p.Row / strideHeight, p.Column / strideWidth))];
        ExtraRows = taps.Max(t => t.Row);
        int extraColumns = taps.Max(t => t.Column);
        StagedPitch = columns + extraColumns;
        InPlace = mayBeInPlace && strideHeight == 1 && strideWidth == 1 && top >= 0 && left >= 0
            && top + ExtraRows + rows <= height && left + extraColumns + columns <= width;
        Pitch = InPlace ? width : StagedPitch;
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Output rows and columns.</summary>
    public int Rows { get; }

    public int Columns { get; }

    public int Taps => taps.Length;

    /// <summary>Floats from one staged row to the next.</summary>
    public int Pitch { get; }

    /// <summary>Floats from one staged row to the next if the source does not serve in place.</summary>
    public int StagedPitch { get; }

    /// <summary>Nothing is padded and nothing strided: the source itself serves as its staged form.</summary>
    public bool InPlace { get; }

    private int ExtraRows { get; }

    /// <summary>The same window, always staged.</summary>
    public Window NeverInPlace() =>
        InPlace ? new Window(Channels, Height, Width, Rows, Columns, strideHeight, strideWidth, offsets, mayBeInPlace: false) : this;

    /// <summary>Floats of one channel's staged planes for a band of <paramref name="bandRows"/> output rows.</summary>
    public int ChannelSize(int bandRows) => InPlace ? Height * Width : residues.Length * PlaneSize(bandRows);

    /// <summary>The offset of each (channel, tap) in the staged planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Offsets(int channels, int bandRows, int* offset)
    {
        for (int c = 0; c < channels; c++)
        {
            foreach (var (plane, row, column) in taps)
            {
                int place = (row * Pitch) + column;
                *offset++ = (c * ChannelSize(bandRows)) + (InPlace ? place + (top * Pitch) + left : place + (plane * PlaneSize(bandRows)));
            }
        }
    }

    /// <summary>Stages the output rows from <paramref name="firstRow"/> on, of one source plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Stage<V>(float* plane, int firstRow, int rows, int bandRows, float* staged, float outside = 0)
        where V : struct, ILanes<V>
    {
        for (int p = 0; p < residues.Length; p++)
        {
            float* to = staged + (p * PlaneSize(bandRows));
            int column = left + residues[p].Column;
            int begin = Math.Clamp((-column + strideWidth - 1) / strideWidth, 0, Pitch);
            int end = Math.Clamp((Width - column + strideWidth - 1) / strideWidth, begin, Pitch);
            for (int r = 0; r < rows + ExtraRows; r++, to += Pitch)
            {
                int row = ((firstRow + r) * strideHeight) + top + residues[p].Row;
                if ((uint)row >= (uint)Height)
                {
                    new Span<float>(to, Pitch).Fill(outside);
                    continue;
                }

                float* from = plane + ((nint)row * Width) + column;
                for (int j = 0; j < begin; j++) { to[j] = outside; }
                if (strideWidth == 1) { Packing.Row<V>(from + begin, end - begin, to + begin); }
                else { Packing.Gather<V>(from + (begin * strideWidth), strideWidth, end - begin, to + begin); }
                for (int j = end; j < Pitch; j++) { to[j] = outside; }
            }
        }
    }

    private int PlaneSize(int bandRows) => (bandRows + ExtraRows) * Pitch;
}
