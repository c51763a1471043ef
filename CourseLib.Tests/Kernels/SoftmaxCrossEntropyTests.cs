using CourseLib.Kernels;

namespace CourseLib.Tests.Kernels;

public class SoftmaxCrossEntropyTests
{
    [Fact]
    public void Loss_probabilities_and_gradient_agree_with_double_precision()
    {
        var random = new Random(51);
        for (int trial = 0; trial < 500; trial++)
        {
            int rows = random.Next(1, trial % 20 == 0 ? 2000 : 40), classes = random.Next(1, trial % 5 == 0 ? 300 : 20);
            float spread = trial % 3 == 0 ? 100 : 3;
            float[] logits = [.. Sample.Floats(random, rows * classes).Select(v => v * spread)];
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
            double[] expected = new double[logits.Length], gradient = new double[logits.Length];
            double loss = 0;
            for (int r = 0; r < rows; r++)
            {
                var row = logits.AsSpan(r * classes, classes).ToArray();
                double max = row.Max(), sum = row.Sum(v => Math.Exp(v - max));
                for (int j = 0; j < classes; j++)
                {
                    expected[(r * classes) + j] = Math.Exp(row[j] - max) / sum;
                    gradient[(r * classes) + j] = 0.25 * (expected[(r * classes) + j] - (labels[r] == j ? 1 : 0));
                }

                loss += (max + Math.Log(sum) - row[labels[r]]) / rows;
            }

            var probabilities = Sample.Output(logits.Length, random.Next(16));
            var dlogits = Sample.Output(logits.Length, random.Next(16));
            double actual = SoftmaxCrossEntropy.Forward(rows, classes, logits, labels, probabilities.Span);
            SoftmaxCrossEntropy.Backward(rows, classes, probabilities.Span, labels, 0.25f, dlogits.Span);
            probabilities.AssertUntouched();
            dlogits.AssertUntouched();
            Assert.Equal(loss, actual, 1e-6 * Math.Max(1, loss));
            Sample.AssertClose(expected, probabilities.Span, 2e-6, "probabilities");
            Sample.AssertClose(gradient, dlogits.Span, 2e-6, "dlogits");
        }
    }

    [Fact]
    public void A_label_outside_the_classes_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxCrossEntropy.Forward(2, 3, new float[6], [0, 3], new float[6]));

    [Fact]
    public void Too_few_labels_are_refused() =>
        Assert.Throws<ArgumentException>(() => SoftmaxCrossEntropy.Forward(2, 3, new float[6], [0], new float[6]));
}
