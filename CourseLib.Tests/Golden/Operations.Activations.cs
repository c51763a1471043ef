using CourseLib.Tensors;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Golden;

public static partial class Operations
{
    private static Dictionary<string, Func<Tensor[], Tensor>> Activations => new()
    {
        ["arc tangent"] = x => ArcTan(x[0]),
        ["leaky ReLU"] = x => LeakyReLU(x[0]),
        ["leaky ReLU, slope 0.3"] = x => LeakyReLU(x[0], 0.3f),
        ["randomised ReLU, evaluation"] = x => RReLU(x[0]),
        ["ELU"] = x => ELU(x[0]),
        ["ELU, alpha 1.7"] = x => ELU(x[0], 1.7f),
        ["softplus"] = x => Softplus(x[0]),
        ["softplus, beta 2.5"] = x => Softplus(x[0], 2.5f),
        ["softsign"] = x => Softsign(x[0]),
        ["SiLU"] = x => SiLU(x[0]),
        ["Swish, beta 1.5"] = x => Swish(x[0], 1.5f),
        ["Swish, beta -0.7"] = x => Swish(x[0], -0.7f),
        ["Mish"] = x => Mish(x[0]),
        ["GELU"] = x => GELU(x[0]),
        ["ReLU6"] = x => ReLU6(x[0]),
        ["Hardswish"] = x => Hardswish(x[0]),
        ["ISRU"] = x => ISRU(x[0]),
        ["ISRU, alpha 3"] = x => ISRU(x[0], 3),
        ["ISRLU, alpha 2"] = x => ISRLU(x[0], 2),
        ["SQNL"] = x => SQNL(x[0]),
        ["SQNL, around the middle"] = x => SQNL(x[0]),
        ["bipolar ReLU of images"] = x => BipolarReLU(x[0]),
        ["bipolar ReLU of rows"] = x => BipolarReLU(x[0]),
        ["PReLU, one slope"] = x => PReLU(x[0], x[1]),
        ["PReLU, a slope for each channel"] = x => PReLU(x[0], x[1]),
        ["PReLU of rows"] = x => PReLU(x[0], x[1]),
        ["PReLU, one channel, batch of 1"] = x => PReLU(x[0], x[1]),
    };
}
