using System.Numerics;

namespace CourseLib.Kernels;

/// <summary>One or more floats that are worked on together. A kernel written once over <typeparamref name="V"/> has its scalar form
/// (<see cref="Lanes1"/>) and its vector forms (<see cref="Lanes4"/>, <see cref="Lanes8"/>, <see cref="Lanes16"/>) at the same time, with the same bits.</summary>
internal unsafe interface ILanes<V> : IAdditionOperators<V, V, V>, ISubtractionOperators<V, V, V>, IMultiplyOperators<V, V, V>,
    IDivisionOperators<V, V, V>, IUnaryNegationOperators<V, V>, IBitwiseOperators<V, V, V>
    where V : struct, ILanes<V>
{
    /// <summary>How many floats.</summary>
    static abstract int Count { get; }

    static abstract V Load(float* p);

    static abstract void Store(V x, float* p);

    /// <summary>The same number in every lane.</summary>
    static abstract V All(float value);

    /// <summary>The same 32 bits in every lane.</summary>
    static abstract V AllBits(int bits);

    /// <summary>0, 1, 2, … in the lanes.</summary>
    static abstract V Iota();

    /// <summary>a·b + c, rounded once.</summary>
    static abstract V Fma(V a, V b, V c);

    /// <summary>a·b + c, rounded once where the machine can do that fast, else twice.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>sum = a·b + sum like <see cref="MultiplyAdd"/>; in place, so that the compiler keeps a sum in one register.</summary>
    static abstract void AddProduct(ref V sum, V a, V b);

    /// <summary>The larger; NaN if either is.</summary>
    static abstract V Max(V a, V b);

    /// <summary>The smaller; NaN if either is.</summary>
    static abstract V Min(V a, V b);

    /// <summary>x brought between two numbers that are not 0 and not NaN; a NaN stays. Cheaper than <see cref="Max"/> and <see cref="Min"/>.</summary>
    static abstract V Clamp(V x, float low, float high);

    /// <summary>x·2ⁿ, rounded once, for whole n from −151 to 128 and x from ½ to 2.</summary>
    static abstract V Scale(V x, V n);

    static abstract V Sqrt(V x);

    /// <summary>All bits set where a &lt; b.</summary>
    static abstract V Less(V a, V b);

    /// <summary>All bits set where a = b.</summary>
    static abstract V Same(V a, V b);

    /// <summary>x where the mask's bits are set, else y.</summary>
    static abstract V Select(V mask, V x, V y);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract V Round(V x);

    /// <summary>The lanes' bits added as 32-bit integers.</summary>
    static abstract V AddBits(V a, V b);

    /// <summary>The lanes' bits subtracted as 32-bit integers.</summary>
    static abstract V SubtractBits(V a, V b);

    static abstract V ShiftLeft(V x, int count);

    /// <summary>Shifts the bits right and keeps the sign bit.</summary>
    static abstract V ShiftRight(V x, int count);

    /// <summary>The integer value of each lane, as 32-bit integer bits.</summary>
    static abstract V ToInteger(V x);

    /// <summary>The float value of each lane's 32-bit integer bits.</summary>
    static abstract V FromInteger(V bits);

    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(V x);

    /// <summary>Whether any lane has its sign bit set.</summary>
    static abstract bool AnyNegative(V x);

    /// <summary>The lanes of a and then b with even numbers, and those with odd numbers.</summary>
    static abstract (V Even, V Odd) Unzip(V a, V b);

    /// <summary>The opposite of <see cref="Unzip"/>: a and b interleaved, the first half and the second.</summary>
    static abstract (V First, V Second) Zip(V even, V odd);
}
