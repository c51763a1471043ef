using CourseLib.Layers;
using MathNet.Numerics;

namespace CourseLib.Activations;

/// <summary>The activations of the course with their formulas and derivatives: the gallery draws this table, and gradient checks run over it.</summary>
/// <example><code>
/// foreach (Activation a in ActivationTable.Sixteen) Console.WriteLine($"{a.Name}: f(1) = {a.F(1):F3}, f′(1) = {a.D(1):F3}");
/// </code></example>
public static class ActivationTable
{
    private const double Slope = 0.01, RandomSlope = (1 / 8.0 + 1 / 3.0) / 2, FirstSlope = 0.25;

    /// <summary>The lecture's sixteen, in the order of its 4×4 gallery.</summary>
    public static IReadOnlyList<Activation> Sixteen { get; } =
    [
        new("Identity", "z", "1", z => z, z => 1, () => new Identity()),
        new("Sigmoid", @"\frac{1}{1+e^{-z}}", @"f(z)\,(1-f(z))", Logistic, LogisticSlope, () => new Sigmoid()),
        new("TanH", @"\frac{e^z-e^{-z}}{e^z+e^{-z}}", "1-f(z)^2", Math.Tanh, z => 1 / Math.Pow(Math.Cosh(z), 2), () => new Tanh()),
        new("ArcTan", @"\arctan z", @"\frac{1}{1+z^2}", Math.Atan, z => 1 / (1 + z * z), () => new ArcTan()),

        new("ReLU", @"\max(0,z)", @"\begin{cases}1&z>0\\0&z<0\end{cases}", z => Math.Max(0, z), z => z > 0 ? 1 : 0, () => new ReLU()) { Kinks = [0] },
        Leaky("Leaky ReLU", "0.01", Slope, () => new LeakyReLU()),
        Leaky("Randomized ReLU", "a", RandomSlope, () => new RReLU()),
        Leaky("Parametric ReLU", "a", FirstSlope, () => new PReLU()),

        new("Binary", @"\begin{cases}1&z\ge0\\0&z<0\end{cases}", @"0\quad(z\neq0)", z => z >= 0 ? 1 : 0, z => 0, () => new BinaryStep()) { Kinks = [0] },
        new("ELU", @"\begin{cases}z&z>0\\e^z-1&z\le0\end{cases}", @"\begin{cases}1&z>0\\e^z&z\le0\end{cases}",
            z => z > 0 ? z : SpecialFunctions.Expm1(z), z => z > 0 ? 1 : Math.Exp(z), () => new ELU()),
        new("SoftSign", @"\frac{z}{1+|z|}", @"\frac{1}{(1+|z|)^2}", z => z / (1 + Math.Abs(z)), z => 1 / Math.Pow(1 + Math.Abs(z), 2), () => new Softsign()),
        new("ISRU", @"\frac{z}{\sqrt{1+z^2}}", @"\left(\frac{1}{\sqrt{1+z^2}}\right)^3", InverseRoot, InverseRootSlope, () => new ISRU()),

        new("ISRLU", @"\begin{cases}z&z\ge0\\\frac{z}{\sqrt{1+z^2}}&z<0\end{cases}", @"\begin{cases}1&z\ge0\\\left(\frac{1}{\sqrt{1+z^2}}\right)^3&z<0\end{cases}",
            z => z >= 0 ? z : InverseRoot(z), z => z >= 0 ? 1 : InverseRootSlope(z), () => new ISRLU()),
        new("SQNL", @"\begin{cases}1&z>2\\z-z^2/4&0\le z\le2\\z+z^2/4&-2\le z<0\\-1&z<-2\end{cases}", @"\begin{cases}1-|z|/2&|z|\le2\\0&|z|>2\end{cases}",
            z => Math.Abs(z) > 2 ? Math.Sign(z) : z * (1 - Math.Abs(z) / 4), z => Math.Max(0, 1 - Math.Abs(z) / 2), () => new SQNL()),
        new("Bipolar ReLU", @"\max(0,z_i)\ \text{for even}\ i,\quad-\max(0,-z_i)\ \text{for odd}\ i", @"[z_i>0]\ \text{for even}\ i,\quad[z_i<0]\ \text{for odd}\ i",
            z => Math.Max(0, z), z => z > 0 ? 1 : 0, () => new BipolarReLU())
        {
            Kinks = [0],
            OddUnits = new("Bipolar ReLU, odd units", @"-\max(0,-z)", "[z<0]", z => Math.Min(0, z), z => z < 0 ? 1 : 0, () => new BipolarReLU()) { Kinks = [0] },
        },
        new("SoftPlus", @"\ln(1+e^z)", @"\frac{1}{1+e^{-z}}", SoftPlus, Logistic, () => new Softplus()),
    ];

    /// <summary>The sixteen, the lecture's Swish and Mish, and three that later networks of the course use.</summary>
    public static IReadOnlyList<Activation> All { get; } =
    [
        .. Sixteen,
        new("Swish", @"z\,\sigma(\beta z),\ \beta=1", @"\beta f(z)+\sigma(\beta z)(1-\beta f(z))", Swish, z => Logistic(z) + z * LogisticSlope(z), () => new Swish()),
        new("Mish", @"z\tanh(\ln(1+e^z))", @"\frac{e^z\omega}{\delta^2},\ \omega=4(z+1)+4e^{2z}+e^{3z}+e^z(4z+6),\ \delta=2e^z+e^{2z}+2",
            z => z * Math.Tanh(SoftPlus(z)), z => Math.Tanh(SoftPlus(z)) + z * Logistic(z) / Math.Pow(Math.Cosh(SoftPlus(z)), 2), () => new Mish()),
        new("GELU", @"z\,\Phi(z)", @"\Phi(z)+z\,\varphi(z)", z => z * Normal(z), z => Normal(z) + z * Math.Exp(-z * z / 2) / Constants.Sqrt2Pi, () => new GELU()),
        new("ReLU6", @"\min(\max(0,z),6)", "[0<z<6]", z => Math.Clamp(z, 0, 6), z => z is > 0 and < 6 ? 1 : 0, () => new ReLU6()) { Kinks = [0, 6] },
        new("Hardswish", @"z\,\frac{\min(\max(0,z+3),6)}{6}", @"\begin{cases}0&z\le-3\\\frac{2z+3}{6}&-3<z<3\\1&z\ge3\end{cases}",
            z => z * Math.Clamp(z + 3, 0, 6) / 6, z => z <= -3 ? 0 : z < 3 ? (2 * z + 3) / 6 : 1, () => new Hardswish()) { Kinks = [-3, 3] },
    ];

    /// <summary>The activation of a name, whatever the case of its letters.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public static Activation Named(string name) => All.FirstOrDefault(activation => activation.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"there is no activation called \"{name}\"; there are {string.Join(", ", All)}");

    private static Activation Leaky(string name, string slopeText, double slope, Func<Module> create) =>
        new(name, $@"\begin{{cases}}z&z>0\\{slopeText}\,z&z<0\end{{cases}}", $@"\begin{{cases}}1&z>0\\{slopeText}&z<0\end{{cases}}",
            z => z > 0 ? z : slope * z, z => z > 0 ? 1 : slope, create)
        { Kinks = [0] };

    private static double Logistic(double z) => z < 0 ? Math.Exp(z) / (1 + Math.Exp(z)) : 1 / (1 + Math.Exp(-z));

    private static double LogisticSlope(double z) => Logistic(z) * Logistic(-z);

    private static double Swish(double z) => z * Logistic(z);

    /// <summary>ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|), and ln(1 + t) = 2 artanh(t/(2 + t)), which keeps the digits of a small t.</summary>
    private static double SoftPlus(double z)
    {
        double t = Math.Exp(-Math.Abs(z));
        return Math.Max(z, 0) + 2 * Math.Atanh(t / (2 + t));
    }

    private static double InverseRoot(double z) => z / Math.Sqrt(1 + z * z);

    private static double InverseRootSlope(double z) => Math.Pow(1 + z * z, -1.5);

    private static double Normal(double z) => SpecialFunctions.Erfc(-z / Constants.Sqrt2) / 2;
}
