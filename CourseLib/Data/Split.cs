namespace CourseLib.Data;

/// <summary>The part of a data set that its authors set aside for training, and the part for testing.</summary>
public enum Split
{
    /// <summary>For fitting, and for choosing between models after setting a validation part aside.</summary>
    Train,
    /// <summary>For the last number only.</summary>
    Test,
}

/// <summary>Which copy of a data set to read.</summary>
public enum DataSource
{
    /// <summary>The full set when the environment variable COURSEKIT_DATA is "full", else the embedded subset.</summary>
    Auto,
    /// <summary>The small, class-balanced subset that ships with the course.</summary>
    Embedded,
    /// <summary>The whole set, fetched with <c>coursekit data get NAME</c>.</summary>
    Full,
}
