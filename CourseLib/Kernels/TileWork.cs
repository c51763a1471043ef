namespace CourseLib.Kernels;

/// <summary>What a tile multiplies: C (+)= bias + A·B.</summary>
internal unsafe struct TileWork
{
    /// <summary>A's row i starts at A + i·RowPitch or, if there are row offsets, at A + RowOffsets[i].</summary>
    public float* A;
    public nint RowPitch;
    public int* RowOffsets;

    /// <summary>A row is read AStep apart, Length times; then again ASegment further on, Segments times in all.</summary>
    public nint AStep;
    public nint ASegment;
    public nint Segments;
    public nint Length;

    /// <summary>For each k a row of whole vectors, BStep apart or, if there are offsets, at B + Offsets[k] (then AStep and Segments are 1).</summary>
    public float* B;
    public nint BStep;
    public int* Offsets;

    /// <summary>Rows of the result are CPitch apart.</summary>
    public float* C;
    public nint CPitch;

    /// <summary>One number for each row, from which the sums start; or null.</summary>
    public float* Bias;
    public bool Accumulate;

    /// <summary>The same A meets so many B's, BNext apart, for results CNext apart.</summary>
    public nint Panels;
    public nint BNext;
    public nint CNext;
}
