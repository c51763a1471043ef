namespace CourseLib.Data;

/// <summary>
/// A 64-bit generator (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"). Integer arithmetic only, so
/// that a seed gives the same order and the same augmentations on every machine and every runtime.
/// </summary>
internal struct SplitMix64
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    public SplitMix64(ulong seed) => state = seed;

    /// <summary>A stream of its own for every combination of keys: (seed, epoch), (seed, epoch, image).</summary>
    public static SplitMix64 Keyed(params ReadOnlySpan<long> keys)
    {
        ulong mixed = Golden;
        foreach (long key in keys) mixed = Mix(mixed + Golden + Mix((ulong)key + Golden));
        return new SplitMix64(mixed);
    }

    public ulong Next() => Mix(state += Golden);

    /// <summary>Uniform in [0, bound): Lemire's multiplication, with the rejection that removes its bias.</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint range = (uint)bound;
        ulong product = (Next() >> 32) * range;
        if ((uint)product < range)
            for (uint threshold = (0u - range) % range; (uint)product < threshold;)
                product = (Next() >> 32) * range;
        return (int)(product >> 32);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in (0, 1), so that it has a logarithm and a normal quantile.</summary>
    public double NextOpen() => ((Next() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Uniform in [low, high).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Puts <paramref name="items"/> in a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
