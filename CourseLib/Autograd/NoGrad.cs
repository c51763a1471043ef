namespace CourseLib.Autograd;

/// <summary>Computes without recording: for evaluation, for updates of parameters, for statistics.</summary>
/// <example><code>using (NoGrad.Begin()) accuracy = Accuracy(model.Forward(images), labels);</code></example>
public static class NoGrad
{
    // Flows with async code, so that an await inside the block does not lose it on another thread.
    private static readonly AsyncLocal<bool> Off = new();

    /// <summary>Whether operations are recorded just now.</summary>
    public static bool IsRecording => !Off.Value;

    /// <summary>Stops recording until the scope is disposed. Scopes nest.</summary>
    public static Scope Begin()
    {
        bool before = Off.Value;
        if (!before) Off.Value = true;
        return new(before);
    }

    /// <summary>Runs <paramref name="compute"/> without recording.</summary>
    public static T Run<T>(Func<T> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        using (Begin()) return compute();
    }

    /// <summary>Runs <paramref name="act"/> without recording.</summary>
    public static void Run(Action act)
    {
        ArgumentNullException.ThrowIfNull(act);
        using (Begin()) act();
    }

    /// <summary>The time during which nothing is recorded.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly bool before;

        internal Scope(bool before) => this.before = before;

        /// <summary>Goes back to what was in force before.</summary>
        public void Dispose()
        {
            if (!before) Off.Value = false;
        }
    }
}
