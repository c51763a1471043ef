using CourseLib.Checks;

namespace CourseLib.Tests.Checks;

public class ComparisonTests
{
    private static RecordedValue Number(double number) => new("number", [], [number]);

    private static RecordedValue Tensor(int[] shape, params double[] numbers) => new("tensor", shape, numbers);

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(1.0, 1.00019)]
    [InlineData(-3.0, -3.0003)]
    [InlineData(0.0, -0.0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    public void Values_within_the_tolerance_agree(double expected, double actual) =>
        Assert.Null(Comparison.Difference(Number(expected), Number(actual), 1e-4));

    [Theory]
    [InlineData(1.0, 1.00021)]
    [InlineData(1.0, double.NaN)]
    [InlineData(1.0, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, 1.0)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData(double.NaN, 0.0)]
    [InlineData(double.NaN, double.PositiveInfinity)]
    public void Values_beyond_the_tolerance_differ(double expected, double actual) =>
        Assert.NotNull(Comparison.Difference(Number(expected), Number(actual), 1e-4));

    [Theory]
    [InlineData(500_000.4, "the value is off by 500000")]
    [InlineData(0.0012344, "the value is off by 0.00123")]
    [InlineData(0.00012344, "the value is off by 0.000123")]
    [InlineData(1.5e-7, "the value is off by 1.5e-7")]
    [InlineData(12_345_678, "the value is off by 1.23e7")]
    [InlineData(3e300, "the value is off by 3e300")]
    [InlineData(double.MaxValue, "the value is off by 1.8e308")]
    public void A_difference_is_told_as_it_is_read(double off, string told) =>
        Assert.Equal(told, Comparison.Difference(Number(0), Number(off), 0));

    [Fact]
    public void An_exact_comparison_forgives_the_nine_digits_of_a_float_but_no_whole_number()
    {
        Assert.Null(Comparison.Difference(Number(0.1f), Number(0.100000001), 0));
        Assert.NotNull(Comparison.Difference(Number(16777217), Number(16777216), 0));
        Assert.NotNull(Comparison.Difference(Number(0.1), Number(0.1001), 0));
    }

    [Fact]
    public void The_worst_element_is_named_by_its_position()
    {
        string? difference = Comparison.Difference(Tensor([2, 3], 1, 2, 3, 4, 5, 6), Tensor([2, 3], 1, 2.5, 3, 4, 5, 16), 1e-4);
        Assert.Equal("2 of 6 elements differ; the worst, at [1, 2], is off by 10", difference);
    }

    [Fact]
    public void An_infinite_element_is_worse_than_any_finite_one() =>
        Assert.Equal("2 of 2 elements differ; the worst, at [1], is not a number (NaN)", Comparison.Difference(Tensor([2], 1, 2), Tensor([2], 1000, double.NaN), 1e-4));

    [Fact]
    public void A_wrong_shape_is_told_with_both_shapes() =>
        Assert.Equal("the shape is [3, 2]; [2, 3] was expected", Comparison.Difference(Tensor([2, 3], 1, 2, 3, 4, 5, 6), Tensor([3, 2], 1, 2, 3, 4, 5, 6), 1e-4));

    [Fact]
    public void A_sequence_agrees_with_a_tensor_of_its_elements_but_a_text_does_not()
    {
        Assert.Null(Comparison.Difference(Tensor([2], 1, 2), new RecordedValue("sequence", [2], [1, 2]), 1e-4));
        Assert.Equal("this is a text; a tensor was expected", Comparison.Difference(Tensor([2], 1, 2), new RecordedValue("text", [], [], "1, 2"), 1e-4));
        Assert.Equal("this is a number; a boolean was expected", Comparison.Difference(new RecordedValue("boolean", [], [1]), Number(1), 1e-4));
    }

    [Fact]
    public void Feedback_on_a_wrong_text_or_boolean_does_not_give_the_answer()
    {
        string? difference = Comparison.Difference(new RecordedValue("text", [], [], "dropout"), new RecordedValue("text", [], [], "dropöut"), 1e-4);
        Assert.Equal("this is not the expected answer", difference);
        Assert.Null(Comparison.Difference(new RecordedValue("text", [], [], "γ·x̂ + β"), new RecordedValue("text", [], [], "γ·x̂ + β"), 0));
        Assert.NotNull(Comparison.Difference(new RecordedValue("boolean", [], [1]), new RecordedValue("boolean", [], [0]), 1e-4));
    }

    [Fact]
    public void A_forged_value_with_too_few_elements_differs_and_does_not_crash() =>
        Assert.NotNull(Comparison.Difference(Tensor([2, 2], 1, 2, 3, 4), Tensor([2, 2], 1), 1e-4));

    [Fact]
    public void Empty_tensors_agree_when_their_shapes_do()
    {
        Assert.Null(Comparison.Difference(Tensor([0, 3]), Tensor([0, 3]), 1e-4));
        Assert.NotNull(Comparison.Difference(Tensor([0, 3]), Tensor([3, 0]), 1e-4));
    }
}
