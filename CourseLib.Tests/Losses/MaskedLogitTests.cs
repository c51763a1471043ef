using CourseLib.Losses;
using CourseLib.Tensors;
using CourseLib.Tests.Golden;

namespace CourseLib.Tests.Losses;

/// <summary>Logits of ±∞ and huge ones, as attention masks and forbidden classes have them; what is wanted is PyTorch's, from Golden/masked.py.</summary>
public class MaskedLogitTests
{
    private const float Infinity = float.PositiveInfinity;

    private static readonly int[] Labels = [0, 1];

    private static readonly Tensor Weights = Tensor.From([0.5f, 2, 0, 1]), Soft = Tensor.From([[0.5f, 0.5f, 0, 0], [0, 0.25f, 0.75f, 0]]);

    private static readonly Dictionary<string, Func<Tensor, Tensor>> CrossEntropies = new()
    {
        ["labels"] = z => Loss.CrossEntropy(z, Labels),
        ["labels, class weights"] = z => Loss.CrossEntropy(z, Labels, 0, Weights),
        ["one-hot targets"] = z => Loss.CrossEntropy(z, Tensor.OneHot(Labels, 4)),
        ["soft targets"] = z => Loss.CrossEntropy(z, Soft),
        ["soft targets, class weights"] = z => Loss.CrossEntropy(z, Soft, 0, Weights),
        ["a masked label"] = z => Loss.CrossEntropy(z, [2, 1]),
        ["smoothed labels"] = z => Loss.CrossEntropy(z, Labels, 0.1f),
        ["huge logits"] = z => Loss.CrossEntropy(z, Labels),
    };

    public static TheoryData<string> Names => [.. CrossEntropies.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_cross_entropy_of_infinite_logits_and_its_gradient_are_those_of_PyTorch(string name)
    {
        Tensor z = GoldenValues.Of($"masked logits, {name}/logits");
        z.RequiresGrad = true;
        Tensor loss = CrossEntropies[name](z);
        loss.Backward();
        AssertSame($"{name}: loss", GoldenValues.Of($"masked logits, {name}/loss").Item(), loss.Item());
        GoldenValues.AssertClose($"{name}: gradient", GoldenValues.Of($"masked logits, {name}/gradient"), z.Grad);
    }

    [Theory]
    [InlineData("-inf", 0, -Infinity)]
    [InlineData("inf", 1, Infinity)]
    [InlineData("inf", 0, Infinity)]
    [InlineData("-inf", 1, -Infinity)]
    [InlineData("inf", 0.5f, Infinity)]
    [InlineData("0", 1, 0)]
    [InlineData("0", 0.25f, 0)]
    [InlineData("1e+38", 0.5f, 1e38f)]
    [InlineData("-3e+38", 0, -3e38f)]
    public void A_logistic_loss_and_its_gradient_are_those_of_PyTorch_at_every_end(string logit, float target, float value)
    {
        Tensor z = Tensor.From([value]);
        z.RequiresGrad = true;
        Tensor loss = Loss.BinaryCrossEntropy(z, Tensor.From([target]));
        loss.Backward();
        string name = $"masked logits, logistic {logit} against {target.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        AssertSame($"{name}: loss", GoldenValues.Of($"{name}/loss").Item(), loss.Item());
        Assert.Equal(GoldenValues.Of($"{name}/gradient").Item(), z.Grad!.Item(), 1e-6f);
    }

    [Fact]
    public void A_masked_class_with_a_weight_of_zero_costs_nothing_even_when_labels_are_smoothed()
    {
        Tensor z = Tensor.From([[2, 1, -Infinity]]);
        float loss = Loss.CrossEntropy(z, [0], 0.3f, Tensor.From([1, 1, 0])).Item();
        Assert.Equal(Loss.CrossEntropy(Tensor.From([[2, 1]]), Tensor.From([[0.8f / 0.9f, 0.1f / 0.9f]])).Item() * 0.9f, loss, 1e-5f);
    }

    private static void AssertSame(string what, float wanted, float found) =>
        Assert.True(wanted.Equals(found) || Math.Abs(wanted - found) <= 1e-5 * Math.Abs(wanted), $"{what} is {found:R}, and PyTorch has {wanted:R}");
}
