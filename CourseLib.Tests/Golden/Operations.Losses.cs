using CourseLib.Losses;
using CourseLib.Tensors;

namespace CourseLib.Tests.Golden;

public static partial class Operations
{
    private static readonly int[] FiveLabels = [2, 0, 4, 4, 1];

    private static readonly Tensor ClassWeights = Tensor.From([0.5f, 2, 1, 0, 3]);

    private static readonly Tensor Targets = Tensor.From([[0.5f, 0.5f, 0, 0, 0], [0, 0, 1, 0, 0], [0.125f, 0.25f, 0.25f, 0.125f, 0.25f]]);

    private static Dictionary<string, Func<Tensor[], Tensor>> Losses => new()
    {
        ["cross-entropy, smoothed labels"] = x => Loss.CrossEntropy(x[0], FiveLabels, labelSmoothing: 0.1f),
        ["cross-entropy, class weights"] = x => Loss.CrossEntropy(x[0], FiveLabels, classWeights: ClassWeights),
        ["cross-entropy, class weights and smoothed labels"] = x => Loss.CrossEntropy(x[0], FiveLabels, 0.2f, ClassWeights),
        ["cross-entropy, soft targets"] = x => Loss.CrossEntropy(x[0], Targets),
        ["cross-entropy, smoothed soft targets"] = x => Loss.CrossEntropy(x[0], Targets, 0.3f),
        ["cross-entropy, soft targets, class weights"] = x => Loss.CrossEntropy(x[0], Targets, classWeights: ClassWeights),
        ["cross-entropy, soft targets, class weights, smoothed"] = x => Loss.CrossEntropy(x[0], Targets, 0.25f, ClassWeights),
        ["cross-entropy, one example"] = x => Loss.CrossEntropy(x[0], [2], 1),
        ["L1 penalty"] = x => Loss.L1Penalty(x, 0.3f),
        ["L2 penalty"] = x => Loss.L2Penalty(x, 0.3f),
    };
}
