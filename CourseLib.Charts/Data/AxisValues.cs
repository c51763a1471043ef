using System.Collections;
using System.Runtime.CompilerServices;
using CourseLib.Charts.Data;
using CourseLib.Tensors;

namespace CourseLib.Charts;

/// <summary>Places or names along an axis; arrays, lists, tensors and <c>["a", "b"]</c> turn into it by themselves.</summary>
[CollectionBuilder(typeof(AxisValues), nameof(Create))]
public sealed class AxisValues : IEnumerable<object>
{
    private AxisValues(object values) => Series = Series.From(values);

    internal Series Series { get; }

    /// <summary>Places or names one by one.</summary>
    public static AxisValues Create(ReadOnlySpan<object> values) => new(values.ToArray());

    /// <summary>Anything that holds numbers, texts or dates.</summary>
    public static AxisValues From(object values) => new(values);

    /// <summary>Names.</summary>
    public static implicit operator AxisValues(string[] values) => new(values);

    /// <summary>Names.</summary>
    public static implicit operator AxisValues(List<string> values) => new(values);

    /// <summary>Numbers.</summary>
    public static implicit operator AxisValues(double[] values) => new(values);

    /// <summary>Numbers.</summary>
    public static implicit operator AxisValues(float[] values) => new(values);

    /// <summary>Numbers.</summary>
    public static implicit operator AxisValues(int[] values) => new(values);

    /// <summary>Numbers.</summary>
    public static implicit operator AxisValues(List<double> values) => new(values);

    /// <summary>Dates.</summary>
    public static implicit operator AxisValues(DateTime[] values) => new(values);

    /// <summary>Numbers, in row-major order.</summary>
    public static implicit operator AxisValues(Tensor values) => new(values);

    /// <inheritdoc/>
    public IEnumerator<object> GetEnumerator() => Enumerable.Range(0, Series.Count).Select(object (i) => Series.Label(i)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
