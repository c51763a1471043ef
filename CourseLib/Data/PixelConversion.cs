using System.Numerics;

namespace CourseLib.Data;

/// <summary>
/// Bytes to floats, a vector at a time. Conversion, subtraction and division are exact or correctly rounded in IEEE arithmetic,
/// so vector and scalar forms, and all machines, give the same bits; they are also the bits that torchvision's ToTensor and Normalize give.
/// </summary>
internal static class PixelConversion
{
    /// <summary>x = p / 255.</summary>
    public static void ToUnit(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var scale = new Vector<float>(255f);
            int quarter = Vector<float>.Count;
            for (; i <= pixels.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Vector.Widen(new Vector<byte>(pixels[i..]), out Vector<ushort> low, out Vector<ushort> high);
                Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
                Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
                // As signed integers: the conversion is one instruction, and a byte fits either way.
                (Vector.ConvertToSingle(Vector.AsVectorInt32(a)) / scale).CopyTo(target[i..]);
                (Vector.ConvertToSingle(Vector.AsVectorInt32(b)) / scale).CopyTo(target[(i + quarter)..]);
                (Vector.ConvertToSingle(Vector.AsVectorInt32(c)) / scale).CopyTo(target[(i + 2 * quarter)..]);
                (Vector.ConvertToSingle(Vector.AsVectorInt32(d)) / scale).CopyTo(target[(i + 3 * quarter)..]);
            }
        }
        for (; i < pixels.Length; i++) target[i] = pixels[i] / 255f;
    }

    /// <summary>y = (x − mean) / std, in place.</summary>
    public static void Standardise(Span<float> values, float mean, float std)
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            Vector<float> means = new(mean), deviations = new(std);
            for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
                ((new Vector<float>(values[i..]) - means) / deviations).CopyTo(values[i..]);
        }
        for (; i < values.Length; i++) values[i] = (values[i] - mean) / std;
    }
}
