using CourseLib.Norms;
using CourseLib.Tensors;

namespace CourseLib.Tests.Norms;

public class AdaptiveInstanceNormTests
{
    [Fact]
    public void Moments_are_those_of_the_style()
    {
        Tensor content = Tensor.Randn([2, 3, 8, 8], seed: 1) * 5f + 2f, style = Tensor.Randn([2, 3, 6, 9], seed: 2) * Tensor.From([1, 10, 0.5f], 3, 1, 1) - 4f;
        Tensor y = AdaptiveInstanceNorm.Apply(content, style);
        Assert.Equal(content.Shape, y.Shape);
        Assert.True(y.Mean([2, 3]).AllClose(style.Mean([2, 3]), 1e-4f, 1e-4f));
        Assert.True(y.Var([2, 3], unbiased: false).AllClose(style.Var([2, 3], unbiased: false), 1e-3f, 1e-4f));
    }

    [Fact]
    public void Content_keeps_its_pattern_and_its_own_style_changes_nothing()
    {
        Tensor content = Tensor.Randn([2, 3, 5, 7], seed: 3);
        Assert.True(AdaptiveInstanceNorm.Apply(content, content).AllClose(content, 1e-4f, 1e-4f));
    }

    [Fact]
    public void It_is_the_formula_in_double_precision()
    {
        Tensor content = Tensor.Randn([2, 2, 3, 5], seed: 4) + 3f, style = Tensor.Randn([2, 2, 4, 4], seed: 5) * 2f;
        float[] x = content.ToArray(), t = style.ToArray(), y = AdaptiveInstanceNorm.Apply(content, style, eps: 0.01f).ToArray();
        for (int index = 0; index < x.Length; index++)
        {
            int instance = index / 15;
            (double mean, double deviation) = Moments(x[(instance * 15)..((instance + 1) * 15)]);
            (double styleMean, double styleDeviation) = Moments(t[(instance * 16)..((instance + 1) * 16)]);
            Assert.Equal(styleDeviation * (x[index] - mean) / deviation + styleMean, y[index], 1e-5);
        }

        static (double Mean, double Deviation) Moments(float[] values)
        {
            double mean = values.Average(value => (double)value);
            return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + 0.01));
        }
    }

    [Fact]
    public void Styles_that_do_not_fit_are_refused()
    {
        Tensor content = Tensor.Ones(2, 3, 4, 4);
        Assert.Contains("3 channels and 2 samples", Assert.Throws<ArgumentException>(() => AdaptiveInstanceNorm.Apply(content, Tensor.Ones(2, 4, 4, 4))).Message);
        Assert.Throws<ArgumentException>(() => AdaptiveInstanceNorm.Apply(content, Tensor.Ones(3, 3, 4, 4)));
        Assert.Throws<ArgumentException>(() => AdaptiveInstanceNorm.Apply(content, Tensor.Ones(2, 3, 1, 1)));
        Assert.Throws<ArgumentException>(() => AdaptiveInstanceNorm.Apply(Tensor.Ones(2, 3), content));
        Assert.Throws<ArgumentException>(() => AdaptiveInstanceNorm.Apply(content, content, eps: -1));
    }
}
