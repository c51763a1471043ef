namespace CourseLib.Kernels;

/// <summary>Planes of InHeight × InWidth pooled to OutHeight × OutWidth: window i of an axis goes from ⌊i·in/out⌋ to ⌈(i + 1)·in/out⌉, so windows may overlap by one.</summary>
internal readonly record struct AdaptivePoolShape(int Planes, int InHeight, int InWidth, int OutHeight, int OutWidth)
{
    public int InPlane => InHeight * InWidth;

    public int OutPlane => OutHeight * OutWidth;

    public (int Begin, int End) Rows(int i) => Window(i, InHeight, OutHeight);

    public (int Begin, int End) Columns(int j) => Window(j, InWidth, OutWidth);

    private static (int Begin, int End) Window(int index, int size, int count) =>
        ((int)((long)index * size / count), (int)((((index + 1L) * size) + count - 1) / count));
}
