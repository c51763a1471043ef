using System.Numerics;

namespace CourseLib.Tensors;

/// <summary>Refuses numbers with which an operation is not defined, and gives the others back.</summary>
internal static class Argument
{
    /// <summary>The value, if it is a finite number.</summary>
    /// <exception cref="ArgumentException">It is infinite or no number.</exception>
    public static T Finite<T>(string operation, string name, T value)
        where T : IFloatingPoint<T> => T.IsFinite(value) ? value : throw new ArgumentException($"{operation}: {name} is {value}, and must be a finite number");

    /// <summary>The value, if it is a finite number above 0.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static T Positive<T>(string operation, string name, T value)
        where T : IFloatingPoint<T> => T.IsFinite(value) && value > T.Zero ? value : throw new ArgumentException($"{operation}: {name} is {value}, and must be a finite number above 0");

    /// <summary>The value, if it is a finite number and not negative.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static T NotNegative<T>(string operation, string name, T value)
        where T : IFloatingPoint<T> => T.IsFinite(value) && value >= T.Zero ? value : throw new ArgumentException($"{operation}: {name} is {value}, and must be a finite number that is not negative");

    /// <summary>The value, if it is a probability or another share of a whole.</summary>
    /// <exception cref="ArgumentException">It is not from 0 to 1.</exception>
    public static T Share<T>(string operation, string name, T value)
        where T : IFloatingPoint<T> => value >= T.Zero && value <= T.One ? value : throw new ArgumentException($"{operation}: {name} is {value}, and must be from 0 to 1");

    /// <summary>The value, if it is the weight of the past in an average.</summary>
    /// <exception cref="ArgumentException">It is not at least 0 and below 1.</exception>
    public static T Decay<T>(string operation, string name, T value)
        where T : IFloatingPoint<T> => value >= T.Zero && value < T.One ? value : throw new ArgumentException($"{operation}: {name} is {value}, and must be at least 0 and below 1");

    /// <summary>The number, if there are at least <paramref name="least"/>.</summary>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static int AtLeast(int least, string operation, string name, int value) =>
        value >= least ? value : throw new ArgumentException($"{operation}: {name} is {value}, and must be at least {least}");
}
