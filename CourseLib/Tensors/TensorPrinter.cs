using System.Text;

namespace CourseLib.Tensors;

/// <summary>Tensors as text that people can read: the shape, then the elements in nested brackets, long axes abbreviated in the middle.</summary>
internal static class TensorPrinter
{
    private const int MostShown = 1000;
    private const int EdgeShown = 3;

    /// <summary>"Tensor [2, 3]", a line feed, and the elements in aligned columns.</summary>
    public static string Print(Tensor tensor)
    {
        string heading = $"Tensor {Shapes.Describe(tensor.Sizes)}{(tensor.RequiresGrad ? ", requires grad" : "")}";
        if (tensor.Count == 0) return heading + "\n[]";
        bool isWhole = tensor.Count <= MostShown;
        float[] elements = tensor.ToArray();
        Func<float, string> format = NumberFormat.For(isWhole ? elements : Shown(elements, tensor.Shape));
        int width = 0;
        var text = new StringBuilder();
        Visit(tensor.Shape, 0, 0, isWhole, at => width = Math.Max(width, format(elements[at]).Length));
        Write(text, tensor.Shape, 0, 0, isWhole, at => format(elements[at]).PadLeft(width));
        return $"{heading}\n{text}";
    }

    /// <summary>The indices of an axis that are shown; −1 stands for those left out.</summary>
    internal static IEnumerable<int> ShownIndices(int size, bool isWhole)
    {
        for (int index = 0; index < size; index++)
        {
            if (!isWhole && size > 2 * EdgeShown && index == EdgeShown)
            {
                yield return -1;
                index = size - EdgeShown;
            }
            yield return index;
        }
    }

    private static float[] Shown(float[] elements, int[] shape)
    {
        var shown = new List<float>();
        Visit(shape, 0, 0, isWhole: false, at => shown.Add(elements[at]));
        return [.. shown];
    }

    private static void Visit(int[] shape, int axis, int offset, bool isWhole, Action<int> element)
    {
        if (axis == shape.Length)
        {
            element(offset);
            return;
        }
        foreach (int index in ShownIndices(shape[axis], isWhole))
            if (index >= 0) Visit(shape, axis + 1, offset * shape[axis] + index, isWhole, element);
    }

    private static void Write(StringBuilder text, int[] shape, int axis, int offset, bool isWhole, Func<int, string> format)
    {
        if (axis == shape.Length)
        {
            text.Append(format(offset));
            return;
        }
        bool isRow = axis == shape.Length - 1;
        text.Append('[');
        bool isFirst = true;
        foreach (int index in ShownIndices(shape[axis], isWhole))
        {
            // Rows stand below each other; blocks of rows have a blank line between them.
            if (!isFirst) text.Append(isRow ? ", " : "," + new string('\n', Math.Min(2, shape.Length - 1 - axis)) + new string(' ', axis + 1));
            isFirst = false;
            if (index < 0) text.Append('…');
            else Write(text, shape, axis + 1, offset * shape[axis] + index, isWhole, format);
        }
        text.Append(']');
    }
}
