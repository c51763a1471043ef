using System.ComponentModel;

namespace CourseKit.Worker;

/// <summary>What a cell owns until it ends; calls stand where <see cref="CellDialect"/> has changed a statement.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellScope
{
    private static readonly Stack<object> Owned = [];
    private static object? left;

    /// <summary>Disposes <paramref name="value"/> when the cell has ended; null is nobody's.</summary>
    public static void Keep(IDisposable? value)
    {
        if (value is not null) lock (Owned) Owned.Push(value);
    }

    /// <inheritdoc cref="Keep"/>
    public static void KeepAsync(IAsyncDisposable? value)
    {
        if (value is not null) lock (Owned) Owned.Push(new Later(value));
    }

    /// <summary>The same value.</summary>
    public static T That<T>(T value) => value;

    /// <summary>Remembers the value of a cell's last expression, which stands in a block.</summary>
    public static void Leave<T>(T value) => left = value;

    /// <summary>That value, once.</summary>
    public static object? Left()
    {
        object? value = left;
        left = null;
        return value;
    }

    /// <summary>Disposes what the cell owns, the last first; of several failures the first is thrown when all are disposed.</summary>
    internal static async Task EndAsync()
    {
        Exception? failure = null;
        while (Next() is object next)
            try
            {
                if (next is Later later) await later.Value.DisposeAsync();
                else ((IDisposable)next).Dispose();
            }
            catch (Exception thrown)
            {
                failure ??= thrown;
            }
        if (failure is not null) throw failure;
    }

    /// <summary>Whether there is anything to dispose.</summary>
    internal static bool IsEmpty
    {
        get { lock (Owned) return Owned.Count == 0; }
    }

    private static object? Next()
    {
        lock (Owned) return Owned.TryPop(out object? next) ? next : null;
    }

    private sealed record Later(IAsyncDisposable Value);
}
