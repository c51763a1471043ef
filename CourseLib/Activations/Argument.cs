namespace CourseLib.Activations;

/// <summary>Refuses parameters with which an activation is not defined.</summary>
internal static class Argument
{
    /// <summary>The value, if it is a finite number.</summary>
    public static float Finite(string activation, string name, float value) =>
        float.IsFinite(value) ? value : throw new ArgumentException($"{activation}: {name} is {value}, and must be a finite number");

    /// <summary>The value, if it is a finite number above 0.</summary>
    public static float Positive(string activation, string name, float value) =>
        value > 0 && float.IsFinite(value) ? value : throw new ArgumentException($"{activation}: {name} is {value}, and must be a finite number above 0");
}
