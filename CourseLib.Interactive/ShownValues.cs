using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace CourseLib.Interactive;

/// <summary>What the running cell has shown by <c>display</c>.</summary>
internal static class ShownValues
{
    private static readonly Lock Gate = new();
    private static List<DisplayedValue> shown = [];
    private static object? cell;
    private static bool clearsAtNext, watches;

    /// <summary>From now on.</summary>
    public static void Watch()
    {
        lock (Gate)
        {
            if (watches) return;
            watches = true;
        }
        Formatter.SubscribeToDisplayedValues(Note);
    }

    /// <param name="wait">Only when the next value is shown.</param>
    public static void Clear(bool wait)
    {
        List<DisplayedValue> gone;
        lock (Gate)
        {
            BeginCell();
            clearsAtNext = wait;
            if (wait) return;
            (gone, shown) = (shown, []);
        }
        Empty(gone);
    }

    private static void Note(DisplayedValue value)
    {
        List<DisplayedValue> gone = [];
        lock (Gate)
        {
            BeginCell();
            if (clearsAtNext) (gone, shown, clearsAtNext) = (shown, [], false);
            shown.Add(value);
        }
        Empty(gone);
    }

    private static void BeginCell()
    {
        object? current = KernelInvocationContext.Current?.Command;
        if (current == cell) return;
        (cell, shown, clearsAtNext) = (current, [], false);
    }

    private static void Empty(List<DisplayedValue> values)
    {
        foreach (DisplayedValue value in values) value.Update(Kernel.HTML(""));
    }
}
