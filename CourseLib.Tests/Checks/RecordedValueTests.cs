using System.Globalization;
using System.Text.Json;
using CourseLib.Checks;
using CourseLib.Tensors;

namespace CourseLib.Tests.Checks;

public class RecordedValueTests
{
    [Fact]
    public void A_character_is_a_text_of_one() => Assert.Equal(RecordedValue.Of("B"), RecordedValue.Of('B'), (one, other) => one.Type == other.Type && one.Text == other.Text);

    [Fact]
    public void Every_value_that_a_check_may_name_is_recorded_in_one_form()
    {
        Assert.Equivalent(new RecordedValue("tensor", [2, 1], [1, 2]), RecordedValue.Of(Tensor.From([1, 2], 2, 1)));
        Assert.Equivalent(new RecordedValue("number", [], [3]), RecordedValue.Of(3));
        Assert.Equivalent(new RecordedValue("number", [], [0.5]), RecordedValue.Of(0.5m));
        Assert.Equivalent(new RecordedValue("boolean", [], [1]), RecordedValue.Of(true));
        Assert.Equivalent(new RecordedValue("text", [], [], "größer"), RecordedValue.Of("größer"));
        Assert.Equivalent(new RecordedValue("text", [], [], "Friday"), RecordedValue.Of(DayOfWeek.Friday));
        Assert.Equivalent(new RecordedValue("sequence", [3], [1, 2, 3]), RecordedValue.Of(new List<object> { 1, 2f, 3.0 }));
    }

    public static TheoryData<object?> Unrecordable => [null, new object(), new[] { "a" }, new[] { new[] { 1 }, new[] { 2 } }, new string('x', RecordedValue.MaximumText + 1)];

    [Theory, MemberData(nameof(Unrecordable))]
    public void What_cannot_be_recorded_is_refused_with_a_reason(object? value) =>
        Assert.Contains("a check can", Assert.Throws<ArgumentException>(() => RecordedValue.Of(value)).Message);

    [Fact]
    public void An_endless_sequence_is_refused()
    {
        static IEnumerable<int> Endless() { while (true) yield return 1; }
        Assert.Contains("this sequence has more", Assert.Throws<ArgumentException>(() => RecordedValue.Of(Endless())).Message);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("-0")]
    [InlineData("1234567890123")]
    [InlineData("0.25")]
    [InlineData("1E+300")]
    [InlineData("4.9406564584124654E-324")]
    public void A_number_survives_the_way_through_json(string spelled)
    {
        double number = double.Parse(spelled, CultureInfo.InvariantCulture);
        RecordedValue back = RoundTrip(new RecordedValue("number", [], [number]));
        Assert.Null(Comparison.Difference(new RecordedValue("number", [], [number]), back, 0));
    }

    [Fact]
    public void Nine_digits_give_back_every_float()
    {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++)
        {
            float number = BitConverter.Int32BitsToSingle(random.Next());
            Assert.Equal(number, (float)RoundTrip(new RecordedValue("number", [], [number])).Numbers[0]);
        }
    }

    [Fact]
    public void An_array_stands_on_one_line() =>
        Assert.Contains("[0.100000001,2,\"NaN\"]", JsonSerializer.Serialize(new RecordedValue("sequence", [3], [0.1f, 2, double.NaN])));

    [Theory]
    [InlineData("""{"Type":"number","Shape":[],"Numbers":["one"]}""")]
    [InlineData("""{"Type":"number","Shape":[],"Numbers":[[1]]}""")]
    [InlineData("""{"Type":"number","Shape":[],"Numbers":1}""")]
    [InlineData("""{"Type":"number","Shape":[],"Numbers":[null]}""")]
    public void Damaged_json_is_a_json_error(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<RecordedValue>(json));

    [Fact]
    public void A_value_that_recording_cannot_give_is_not_sound()
    {
        Assert.True(RecordedValue.Of(new[] { 1, 2 }).IsSound);
        Assert.True(RecordedValue.Of("text").IsSound);
        Assert.True(RecordedValue.Of(false).IsSound);
        Assert.False(new RecordedValue("tensor", [2, 2], [1]).IsSound);
        Assert.False(new RecordedValue("tensor", [-1, -1], [1]).IsSound);
        Assert.False(new RecordedValue("tensor", [int.MaxValue, int.MaxValue, 4], []).IsSound);
        Assert.False(new RecordedValue("number", [], []).IsSound);
        Assert.False(new RecordedValue("number", [], [1], "one").IsSound);
        Assert.False(new RecordedValue("odd", [], [1]).IsSound);
        Assert.False(new RecordedValue("number", null!, null!).IsSound);
        Assert.False(new RecordedValue("text", [], [], new string('x', RecordedValue.MaximumText + 1)).IsSound);
    }

    private static RecordedValue RoundTrip(RecordedValue value) => JsonSerializer.Deserialize<RecordedValue>(JsonSerializer.Serialize(value))!;
}
