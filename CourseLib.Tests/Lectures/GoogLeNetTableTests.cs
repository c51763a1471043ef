using CourseLib.Analysis;
using CourseLib.Models;

namespace CourseLib.Tests.Lectures;

/// <summary>GoogLeNet's table (Szegedy et al. 2015, table 1), printed against counted. K is 1024 weights without biases and M a million multiply-adds, which the rows of the classifier and of the second convolution tell.</summary>
public class GoogLeNetTableTests
{
    private static readonly Lazy<Cost> Counted = new(() => Cost.Of(GoogLeNet.Create(auxiliary: false, seed: 1), 1, 3, 224, 224));

    [Theory]
    [InlineData("stem.conv2 stem.conv3", 56, 112, 112, 360)]
    [InlineData("first.inception3a", 28, 159, 159.5, 128)]
    [InlineData("first.inception3b", 28, 380, 379, 304)]
    [InlineData("first.inception4a", 14, 364, 366.75, 73)]
    [InlineData("second.inception4b", 14, 437, 438, 88)]
    [InlineData("fc", 1, 1000, 1000, 1)]
    public void A_row_that_is_right_agrees_within_one_percent_in_both_columns(string parts, int size, double printedWeights, double weights, double printedWork)
    {
        (double found, double work) = Row(parts, size);
        Assert.Equal(weights, found);
        Assert.InRange(printedWeights / found, 0.99, 1.01);
        Assert.InRange(printedWork, work * 0.99 - 0.5, work * 1.01 + 0.5);
    }

    [Theory]
    [InlineData("second.inception4c", 463, 497.5, 100)]
    [InlineData("second.inception4d", 580, 590.5, 119)]
    [InlineData("third.inception4e", 840, 847, 170)]
    public void Weights_of_4c_to_4e_are_printed_too_low_beside_operations_that_are_not(string part, double printedWeights, double weights, double printedWork)
    {
        (double found, double work) = Row(part, 14);
        Assert.Equal(weights, found);
        Assert.True(printedWeights < found - 0.5);
        Assert.InRange(printedWork, work - 4, work + 4);
    }

    [Fact]
    public void Weights_of_5b_are_printed_too_low_beside_operations_that_are_not()
    {
        (double weights, double work) = Row("third.inception5b", 7);
        Assert.Equal(1409, weights);
        Assert.True(1388 < weights - 0.5);
        Assert.InRange(71, work - 0.5, work + 0.5);
    }

    [Theory]
    [InlineData("stem.conv1", 112, 2.7, 9.1875, 34)]
    [InlineData("third.inception5a", 7, 1072, 1018, 54)]
    public void The_stem_and_5a_are_printed_wrong_and_their_operations_repeat_the_error(string part, int size, double printedWeights, double weights, double printedWork)
    {
        (double found, double work) = Row(part, size);
        Assert.Equal(weights, found);
        Assert.False(printedWeights / found is > 0.95 and < 1.05);
        Assert.False(printedWork / work is > 0.95 and < 1.05);
        Assert.Equal(printedWeights, printedWork * 1e6 / size / size / 1024, 0.02 * printedWeights);
    }

    [Fact]
    public void Twenty_two_layers_with_weights_lie_on_the_longest_way()
    {
        GoogLeNet net = GoogLeNet.Create(auxiliary: false, seed: 1);
        int stem = Counted.Value.Rows.Count(row => row.Name.StartsWith("stem.", StringComparison.Ordinal) && row.MultiplyAdds > 0);
        Assert.Equal(22, stem + 2 * net.NamedModules().Count(part => part.Module is InceptionBlock) + 1);
    }

    /// <summary>Thousands of weights and millions of multiply-adds of some parts with results of this size.</summary>
    private static (double Weights, double Work) Row(string parts, int size)
    {
        CostRow[] rows = [.. parts.Split(' ').Select(part => Counted.Value[part])];
        if (size > 1) Assert.All(rows, row => Assert.Equal(size, row.OutputShape[^1]));
        long work = rows.Sum(row => row.MultiplyAdds);
        return (work / (double)(size * size) / 1024, work / 1e6);
    }
}
