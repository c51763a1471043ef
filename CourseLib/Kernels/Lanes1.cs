using System.Runtime.CompilerServices;

namespace CourseLib.Kernels;

/// <summary>One float: the scalar form of every kernel.</summary>
internal unsafe struct Lanes1(float value) : ILanes<Lanes1>
{
    private float v = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Load(float* p) => new(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes1 x, float* p) => *p = x.v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 All(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 AllBits(int bits) => new(Float(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Iota() => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Fma(Lanes1 a, Lanes1 b, Lanes1 c) => new(MathF.FusedMultiplyAdd(a.v, b.v, c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 MultiplyAdd(Lanes1 a, Lanes1 b, Lanes1 c) => new(float.MultiplyAddEstimate(a.v, b.v, c.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes1 sum, Lanes1 a, Lanes1 b) => sum.v = float.MultiplyAddEstimate(a.v, b.v, sum.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Max(Lanes1 a, Lanes1 b) => new(MathF.Max(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Min(Lanes1 a, Lanes1 b) => new(MathF.Min(a.v, b.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Clamp(Lanes1 x, float low, float high) => new(float.MinNative(high, float.MaxNative(low, x.v)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Scale(Lanes1 x, Lanes1 n) => Transcendental.InTwoFactors(x, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Sqrt(Lanes1 x) => new(MathF.Sqrt(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Less(Lanes1 a, Lanes1 b) => AllBits(a.v < b.v ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Same(Lanes1 a, Lanes1 b) => AllBits(a.v == b.v ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Select(Lanes1 mask, Lanes1 x, Lanes1 y) => (mask & x) | (~mask & y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Round(Lanes1 x) => new(MathF.Round(x.v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 AddBits(Lanes1 a, Lanes1 b) => AllBits(Bits(a) + Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 ShiftLeft(Lanes1 x, int count) => AllBits(Bits(x) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 ShiftRight(Lanes1 x, int count) => AllBits(Bits(x) >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 ToInteger(Lanes1 x) => AllBits((int)x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 FromInteger(Lanes1 bits) => new(Bits(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 SubtractBits(Lanes1 a, Lanes1 b) => AllBits(Bits(a) - Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes1 x) => x.v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNegative(Lanes1 x) => Bits(x) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes1 Even, Lanes1 Odd) Unzip(Lanes1 a, Lanes1 b) => (a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes1 First, Lanes1 Second) Zip(Lanes1 even, Lanes1 odd) => (even, odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator +(Lanes1 a, Lanes1 b) => new(a.v + b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 a, Lanes1 b) => new(a.v - b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator *(Lanes1 a, Lanes1 b) => new(a.v * b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator /(Lanes1 a, Lanes1 b) => new(a.v / b.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator -(Lanes1 x) => new(-x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator &(Lanes1 a, Lanes1 b) => AllBits(Bits(a) & Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator |(Lanes1 a, Lanes1 b) => AllBits(Bits(a) | Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator ^(Lanes1 a, Lanes1 b) => AllBits(Bits(a) ^ Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 operator ~(Lanes1 x) => AllBits(~Bits(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bits(Lanes1 x) => BitConverter.SingleToInt32Bits(x.v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Float(int bits) => BitConverter.Int32BitsToSingle(bits);
}
