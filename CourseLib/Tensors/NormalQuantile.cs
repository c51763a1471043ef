namespace CourseLib.Tensors;

/// <summary>
/// The inverse of the standard normal distribution function, to about 16 digits (Wichura 1988, algorithm AS 241, PPND16). It uses the four
/// operations and the square root only, which IEEE 754 defines to the last bit, so that every machine gets the same numbers.
/// </summary>
internal static class NormalQuantile
{
    private const double Ln2 = 0.693147180559945309417232;

    /// <summary>The x below which a standard normal variable lies with probability <paramref name="probability"/>, which is inside (0, 1).</summary>
    public static double Of(double probability)
    {
        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q * Central(r);
        }
        double tail = Math.Sqrt(-Log(q < 0 ? probability : 1 - probability));
        double x = tail <= 5 ? Middle(tail - 1.6) : Far(tail - 5);
        return q < 0 ? -x : x;
    }

    /// <summary>The natural logarithm of a positive normal number: exponent and mantissa apart, then the series of artanh.</summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble(bits & 0xFFFFFFFFFFFFF | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }
        double s = (mantissa - 1) / (mantissa + 1), square = s * s, sum = 0;
        for (int power = 23; power >= 1; power -= 2) sum = sum * square + 1.0 / power;
        return exponent * Ln2 + 2 * s * sum;
    }

    private static double Central(double r) =>
        (((((((2.5090809287301226727e+3 * r + 3.3430575583588128105e+4) * r + 6.7265770927008700853e+4) * r
            + 4.5921953931549871457e+4) * r + 1.3731693765509461125e+4) * r
            + 1.9715909503065514427e+3) * r + 1.3314166789178437745e+2) * r + 3.3871328727963666080e+0)
        / (((((((5.2264952788528545610e+3 * r + 2.8729085735721942674e+4) * r + 3.9307895800092710610e+4) * r
            + 2.1213794301586595867e+4) * r + 5.3941960214247511077e+3) * r
            + 6.8718700749205790830e+2) * r + 4.2313330701600911252e+1) * r + 1);

    private static double Middle(double r) =>
        (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
            + 1.27045825245236838258e+0) * r + 3.64784832476320460504e+0) * r
            + 5.76949722146069140550e+0) * r + 4.63033784615654529590e+0) * r + 1.42343711074968357734e+0)
        / (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
            + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r
            + 1.67638483018380384940e+0) * r + 2.05319162663775882187e+0) * r + 1);

    private static double Far(double r) =>
        (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
            + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r
            + 1.78482653991729133580e+0) * r + 5.46378491116411436990e+0) * r + 6.65790464350110377720e+0)
        / (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
            + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r
            + 1.36929880922735805310e-1) * r + 5.99832206555887937690e-1) * r + 1);
}
