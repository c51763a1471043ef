using System.Reflection;
using System.Runtime.CompilerServices;
using CourseLib.Analysis;
using CourseLib.Data;
using CourseLib.Initializers;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Optimizers;
using Module = CourseLib.Layers.Module;

namespace CourseLib.Tests.Refusals;

public class RefusalTests
{
    /// <summary>What the library makes is made by a constructor or, where there is none, by Create; the static functions of these classes are called by a student.</summary>
    private static readonly Type[] Functions = [typeof(Functional), typeof(Loss), typeof(Initializer), typeof(GradientClipping), typeof(GridSearch), typeof(RandomSearch), typeof(SearchDimension), typeof(Cost), typeof(ReceptiveField),
        typeof(ActivationCapture), typeof(Cam), typeof(Saliency), typeof(Hessian), typeof(LossLandscape), typeof(Evaluation), typeof(UnitActivity), typeof(Mixup), typeof(CutMix), typeof(FeatureAugmentation)];

    private static readonly Type[] Bases = [typeof(Module), typeof(Optimizer), typeof(Schedule), typeof(Augmentation)];

    [Theory, MemberData(nameof(Calls.All), MemberType = typeof(Calls))]
    public void An_impossible_argument_is_refused_in_words_that_name_it(string call)
    {
        string message = Assert.ThrowsAny<ArgumentException>(Calls.Of(call).Attempt).Message;
        Assert.All(Calls.Of(call).Words, word => Assert.Contains(word, message));
    }

    [Fact]
    public void Every_layer_optimiser_schedule_and_augmentation_has_a_refusal()
    {
        string[] missing = [.. typeof(Module).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && Bases.Any(type.IsSubclassOf))
            .Select(type => type.GetConstructors().Length > 0 ? $"new {type.Name}(" : $"{type.Name}.Create(")
            .Where(start => !Calls.Texts.Any(call => call.Contains(start)))];
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_model_and_every_function_has_a_refusal()
    {
        IEnumerable<Type> models = typeof(Module).Assembly.GetExportedTypes().Where(type => type.Namespace == "CourseLib.Models" && type.GetMethods().Any(method => method.Name == "Create" && method.IsStatic));
        string[] missing = [.. Functions.Concat(models).Distinct()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly), (type, method) => (Type: type, Method: method))
            .Where(function => !function.Method.IsSpecialName && !function.Method.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(function => $"{(function.Type == typeof(Functional) ? "F" : function.Type.Name)}.{function.Method.Name}(")
            .Distinct().Where(start => !Calls.Texts.Any(call => call.Contains(start)))];
        Assert.Empty(missing);
    }
}
