using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>Exponential, logarithm, hyperbolic tangent, logistic function, error function and inverse tangent, for any number of lanes.</summary>
/// <remarks>
/// Range reduction, then a polynomial fitted for the smallest largest relative error; every step is the same correctly rounded operation in every
/// width, so a result depends on the argument alone. Errors against the exact value, in units of the last place of normal results:
/// Exp 2, Expm1 3, Log 2, Log1p 3, Tanh 3, Sigmoid 3, Erf 3, Atan 2. NaN gives NaN; infinities and overflow give the mathematical limits.
/// </remarks>
internal static class Transcendental
{
    /// <summary>eˣ = 2ⁿ·eʳ with |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, ILanes<V>
    {
        // Adding 1.5·2²³ leaves no room for a fraction.
        V shift = V.All(12_582_912f);
        x = V.Clamp(x, -104.5f, 89f);
        V n = V.Fma(x, V.All(1.44269504f), shift) - shift;
        V r = V.Fma(n, V.All(1.9046542e-9f), V.Fma(n, V.All(-0.693147182f), x));
        return V.Scale(SmallExpm1(r) + V.All(1), n);
    }

    /// <summary>x·2ⁿ where no instruction does it: in two factors, because n may lie outside the exponents of normal numbers; the first product is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V InTwoFactors<V>(V x, V n)
        where V : struct, ILanes<V>
    {
        V bits = V.ToInteger(n), half = V.ShiftRight(bits, 1), rest = V.SubtractBits(bits, half), bias = V.AllBits(127);
        return x * V.ShiftLeft(V.AddBits(half, bias), 23) * V.ShiftLeft(V.AddBits(rest, bias), 23);
    }

    /// <summary>eˣ − 1 for x ≤ 0, which keeps its digits near 0: 2ⁿ(eʳ − 1) + (2ⁿ − 1) with the r of <see cref="Exp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x)
        where V : struct, ILanes<V>
    {
        V shift = V.All(12_582_912f);
        x = V.Clamp(x, -25, float.MaxValue);
        V shifted = V.Fma(x, V.All(1.44269504f), shift), n = shifted - shift, bits = V.SubtractBits(shifted, shift);
        V r = V.Fma(n, V.All(1.9046542e-9f), V.Fma(n, V.All(-0.693147182f), x));
        V power = V.ShiftLeft(V.AddBits(bits, V.AllBits(127)), 23);
        return V.Fma(power, SmallExpm1(r), power - V.All(1));
    }

    /// <summary>eʳ − 1 for |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SmallExpm1<V>(V r)
        where V : struct, ILanes<V>
    {
        V q = V.All(0.0013814467f);
        q = V.Fma(q, r, V.All(0.008368781f));
        q = V.Fma(q, r, V.All(0.041668393f));
        q = V.Fma(q, r, V.All(0.1666652f));
        q = V.Fma(q, r, V.All(0.49999994f));
        return V.Fma(r * r, q, r);
    }

    /// <summary>ln x = e·ln 2 + ln(1 + f) with 1 + f from √½ to √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, ILanes<V>
    {
        V subnormal = V.Less(x, V.All(1.17549435e-38f));
        V scaled = V.Select(subnormal, x * V.All(8_388_608f), x);
        V exponent = V.ShiftRight(V.SubtractBits(scaled, V.All(0.70710677f)), 23);
        V f = V.SubtractBits(scaled, V.ShiftLeft(exponent, 23)) - V.All(1);
        V e = V.FromInteger(exponent) - (subnormal & V.All(23));

        V p = V.All(0.067466404f);
        p = V.Fma(p, f, V.All(-0.11675652f));
        p = V.Fma(p, f, V.All(0.11888162f));
        p = V.Fma(p, f, V.All(-0.12405589f));
        p = V.Fma(p, f, V.All(0.14219552f));
        p = V.Fma(p, f, V.All(-0.16667996f));
        p = V.Fma(p, f, V.All(0.20002119f));
        p = V.Fma(p, f, V.All(-0.25000009f));
        p = V.Fma(p, f, V.All(0.33333313f));
        V square = f * f;
        V y = V.Fma(e, V.All(-2.12194440e-4f), p * square * f);
        y = V.Fma(V.All(-0.5f), square, y);
        y = V.Fma(e, V.All(0.693359375f), f + y);

        // Zero, infinity, and what has no logarithm.
        y = V.Select(V.Same(x, V.All(0)), V.All(float.NegativeInfinity), y);
        y = V.Select(V.Less(x, V.All(0)), V.All(float.NaN), y);
        return V.Select(V.Less(x, V.All(float.PositiveInfinity)), y, x);
    }

    /// <summary>ln(1 + t) for 0 ≤ t ≤ 1, which keeps its digits near 0: what rounding 1 + t to u loses, divided by u, is added to ln u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V>(V t)
        where V : struct, ILanes<V>
    {
        V one = V.All(1), u = one + t;
        return Log(u) + (t - (u - one)) / u;
    }

    /// <summary>tanh x: an odd polynomial up to 0.625, and (1 − t)/(1 + t) with t = e^(−2|x|) beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, ILanes<V>
    {
        V sign = x & V.AllBits(int.MinValue), size = x ^ sign, square = x * x;
        V p = V.All(-0.005515164f);
        p = V.Fma(p, square, V.All(0.02046942f));
        p = V.Fma(p, square, V.All(-0.053688023f));
        p = V.Fma(p, square, V.All(0.1333083f));
        p = V.Fma(p, square, V.All(-0.3333326f));
        V near = V.Fma(x * square, p, x);
        V t = Exp(size * V.All(-2)), far = (V.All(1) - t) / (V.All(1) + t);
        return V.Select(V.Less(size, V.All(0.625f)), near, far | sign);
    }

    /// <summary>1 / (1 + e⁻ˣ), from t = e^(−|x|) so that neither tail loses digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct, ILanes<V>
    {
        V t = Exp(x | V.AllBits(int.MinValue)), one = V.All(1);
        return V.Select(V.Less(x, V.All(0)), t, one) / (one + t);
    }

    /// <summary>erf x: an odd polynomial up to 1, and 1 − e^(−g) with g = −ln erfc |x| beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x)
        where V : struct, ILanes<V>
    {
        V sign = x & V.AllBits(int.MinValue), size = x ^ sign, square = x * x;
        V p = V.All(7.853892e-5f);
        p = V.Fma(p, square, V.All(-0.00080102036f));
        p = V.Fma(p, square, V.All(0.0051883293f));
        p = V.Fma(p, square, V.All(-0.026853813f));
        p = V.Fma(p, square, V.All(0.112835854f));
        p = V.Fma(p, square, V.All(-0.37612626f));
        p = V.Fma(p, square, V.All(0.12837917f));
        V near = V.Fma(x, p, x);

        V u = V.Clamp(size, -1, 4) - V.All(2);
        V g = V.All(2.1496046e-5f);
        g = V.Fma(g, u, V.All(-0.00013816099f));
        g = V.Fma(g, u, V.All(0.000730008f));
        g = V.Fma(g, u, V.All(-0.0035703275f));
        g = V.Fma(g, u, V.All(0.016465984f));
        g = V.Fma(g, u, V.All(0.923751f));
        g = V.Fma(g, u, V.All(4.418161f));
        g = V.Fma(g, u, V.All(5.364941f));
        V far = V.All(1) - Exp(-g);
        return V.Select(V.Less(size, V.All(1)), near, far | sign);
    }

    /// <summary>arctan x: an odd polynomial up to 1, and π/2 − arctan 1/|x| beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Atan<V>(V x)
        where V : struct, ILanes<V>
    {
        V sign = x & V.AllBits(int.MinValue), size = x ^ sign, beyond = V.Less(V.All(1), size);
        V t = V.Select(beyond, V.All(1) / size, size), square = t * t;
        V p = V.All(0.00292069232f);
        p = V.Fma(p, square, V.All(-0.0163679291f));
        p = V.Fma(p, square, V.All(0.0432118624f));
        p = V.Fma(p, square, V.All(-0.0755221471f));
        p = V.Fma(p, square, V.All(0.106660046f));
        p = V.Fma(p, square, V.All(-0.142110556f));
        p = V.Fma(p, square, V.All(0.199937731f));
        p = V.Fma(p, square, V.All(-0.333331525f));
        V near = V.Fma(t * square, p, t);
        return V.Select(beyond, V.All(1.57079637f) - near, near) | sign;
    }
}

/// <summary>eˣ.</summary>
internal readonly struct Exp : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Exp(x);
}

/// <summary>The natural logarithm; of 0 −∞, of a negative number NaN.</summary>
internal readonly struct Log : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Log(x);
}

/// <summary>The hyperbolic tangent.</summary>
internal readonly struct Tanh : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Tanh(x);
}

/// <summary>1 / (1 + e⁻ˣ).</summary>
internal readonly struct Sigmoid : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Sigmoid(x);
}

/// <summary>The error function.</summary>
internal readonly struct Erf : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Erf(x);
}

/// <summary>eˣ − 1 for x ≤ 0.</summary>
internal readonly struct Expm1 : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Expm1(x);
}

/// <summary>ln(1 + x) for 0 ≤ x ≤ 1.</summary>
internal readonly struct Log1p : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Log1p(x);
}

/// <summary>The inverse tangent.</summary>
internal readonly struct Atan : IUnaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V x)
        where V : struct, ILanes<V> => Transcendental.Atan(x);
}
