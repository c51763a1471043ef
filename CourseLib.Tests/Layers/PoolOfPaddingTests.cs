using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Layers;

/// <summary>Each window of a pooling covers at least one pixel; where PyTorch has −∞, the call is refused, rounded up or not.</summary>
public class PoolOfPaddingTests
{
    /// <remarks>The windows that PyTorch 1.13 gives −∞ for.</remarks>
    [Theory]
    [InlineData(1, 24, 3, 6, 1, 2, true)]
    [InlineData(1, 5, 2, 1, 1, 2, false)]
    [InlineData(3, 9, 2, 1, 1, 4, false)]
    [InlineData(9, 3, 2, 1, 1, 4, false)]
    public void A_window_that_sees_only_padding_is_refused(int height, int width, int kernel, int stride, int padding, int dilation, bool ceilMode)
    {
        string message = Assert.Throws<ArgumentException>(() => Functional.MaxPool2d(Tensor.Ones(1, 1, height, width), kernel, stride, padding, dilation, ceilMode)).Message;
        Assert.Contains("sees only padding", message);
    }

    [Theory]
    [InlineData(3, 3, 3, 2, 1, 2, false)]
    [InlineData(1, 1, 2, 2, 1, 1, true)]
    [InlineData(6, 6, 4, 1, 2, 3, false)]
    public void A_window_that_sees_a_pixel_is_not(int height, int width, int kernel, int stride, int padding, int dilation, bool ceilMode) =>
        Assert.All(Functional.MaxPool2d(Tensor.Ones(1, 1, height, width), kernel, stride, padding, dilation, ceilMode).ToArray(), value => Assert.Equal(1, value));

    [Fact]
    public void A_sequence_has_the_same_rule() =>
        Assert.Contains("MaxPool1d", Assert.Throws<ArgumentException>(() => Functional.MaxPool1d(Tensor.Ones(1, 1, 2), 2, 1, 1, 3)).Message);

    [Fact]
    public void No_call_that_is_accepted_gives_anything_but_pixels()
    {
        int accepted = 0;
        foreach (int size in Enumerable.Range(1, 6))
            foreach (int kernel in Enumerable.Range(1, 5))
                foreach (int padding in Enumerable.Range(0, kernel / 2 + 1))
                    foreach (int dilation in Enumerable.Range(1, 4))
                        foreach (int stride in Enumerable.Range(1, 4))
                            foreach (bool ceilMode in (bool[])[false, true])
                            {
                                Tensor y;
                                try { y = Functional.MaxPool1d(Tensor.Full([1, 1, size], -2), kernel, stride, padding, dilation, ceilMode); }
                                catch (ArgumentException) { continue; }
                                accepted++;
                                Assert.All(y.ToArray(), value => Assert.Equal(-2, value));
                                if (dilation > 1) continue;
                                Assert.All(Functional.AvgPool1d(Tensor.Full([1, 1, size], -2), kernel, stride, padding, countPadding: false, ceilMode).ToArray(), value => Assert.Equal(-2, value, 1e-6f));
                            }
        Assert.True(accepted > 500);
    }
}
