using System.Numerics;

namespace CourseLib.Tensors;

/// <summary>
/// Random numbers that are the same bytes on every machine: xoshiro256** (Blackman and Vigna 2018) seeded by SplitMix64, uniform numbers by
/// bits, normal ones by the inverse distribution function. Not for secrets, and not for use by several threads at once.
/// </summary>
public sealed class Generator
{
    private ulong a, b, c, d;

    /// <summary>A generator whose numbers follow from <paramref name="seed"/> alone.</summary>
    public Generator(int seed)
    {
        ulong state = (ulong)seed;
        a = SplitMix(ref state);
        b = SplitMix(ref state);
        c = SplitMix(ref state);
        d = SplitMix(ref state);
    }

    /// <summary>What draws when no seed is given: weights of layers, dropout. It starts from seed 0.</summary>
    public static Generator Default { get; private set; } = new(0);

    /// <summary>Starts <see cref="Default"/> again, so that what follows is the same as after the last such call.</summary>
    public static void Seed(int seed) => Default = new(seed);

    /// <summary>A generator for <paramref name="seed"/>, or <see cref="Default"/> if there is none.</summary>
    public static Generator For(int? seed) => seed is int number ? new(number) : Default;

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(b * 5, 7) * 9;
        ulong shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A multiple of 2⁻²⁴ from 0 (included) to 1 (not included).</summary>
    public float NextUniform() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>A standard normal number.</summary>
    public double NextNormal() => NormalQuantile.Of(((NextBits() >> 12) + 0.5) * (1.0 / (1L << 52)));

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1, each as likely as another.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public int NextInt(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        // Of the 2³² values of the upper bits, the ones past the last whole multiple of count would favour small results.
        uint bound = (uint)count, limit = uint.MaxValue / bound * bound;
        while (true)
        {
            uint bits = (uint)(NextBits() >> 32);
            if (bits < limit) return (int)(bits % bound);
        }
    }

    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in random order.</summary>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (int index = 0; index < count; index++) order[index] = index;
        for (int index = count - 1; index > 0; index--)
        {
            int other = NextInt(index + 1);
            (order[index], order[other]) = (order[other], order[index]);
        }
        return order;
    }

    /// <summary>Fills with uniform numbers from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public void FillUniform(Span<float> values, float low, float high)
    {
        float width = high - low;
        foreach (ref float value in values)
        {
            float drawn = low + width * NextUniform();
            // Rounding may reach the upper end, which is not included.
            value = drawn < high || width <= 0 ? drawn : MathF.BitDecrement(high);
        }
    }

    /// <summary>Fills with normal numbers of the given mean and standard deviation.</summary>
    public void FillNormal(Span<float> values, float mean, float deviation)
    {
        foreach (ref float value in values) value = (float)(mean + deviation * NextNormal());
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong bits = state += 0x9E3779B97F4A7C15;
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
        return bits ^ bits >> 31;
    }
}
