using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Analysis;

/// <summary>Looks at a network without leaving a trace in it.</summary>
internal static class Study
{
    /// <summary>Computes with <paramref name="model"/> in evaluation mode while no parameter takes a gradient, and puts both back.</summary>
    public static T Untouched<T>(Module model, Func<T> compute)
    {
        ArgumentNullException.ThrowIfNull(model);
        Tensor[] trained = [.. model.Parameters().Where(parameter => parameter.RequiresGrad)];
        try
        {
            foreach (Tensor parameter in trained) parameter.RequiresGrad = false;
            return model.InEvaluation(compute);
        }
        finally
        {
            foreach (Tensor parameter in trained) parameter.RequiresGrad = true;
        }
    }

    /// <summary>A copy of <paramref name="input"/> that takes a gradient.</summary>
    public static Tensor Leaf(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor leaf = input.Clone();
        leaf.RequiresGrad = true;
        return leaf;
    }

    /// <summary>Σ over the examples of the logit of each one's class, whose gradient with respect to the input is each example's own.</summary>
    public static Tensor ScoreOf(string operation, Tensor logits, int[] classes)
    {
        Shapes.RequireRank(operation, "the network's result", logits, 2, "(N, classes)");
        RefuseClasses(operation, logits.Sizes[0], logits.Sizes[1], classes);
        return (logits * Tensor.OneHot(classes, logits.Sizes[1])).Sum();
    }

    /// <summary>Refuses anything but one class number for each image.</summary>
    public static void RefuseClasses(string operation, int images, int count, int[] classes)
    {
        Shapes.RequireGiven(operation, "the array of classes", classes);
        if (classes.Length != images) throw new ArgumentException($"{operation}: {classes.Length} classes for {images} images; give one for each");
        int wrong = Array.FindIndex(classes, number => (uint)number >= (uint)count);
        if (wrong >= 0) throw new ArgumentException($"{operation}: class {classes[wrong]} at index {wrong} is not one of the {count} classes 0 to {count - 1}");
    }

    /// <summary>The part of a network with this path.</summary>
    public static Module Part(string operation, Module model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach ((string name, Module module) in model.NamedModules())
            if (name == path) return module;
        throw new ArgumentException($"{operation}: {model.GetType().Name} has no part called \"{path}\"; there are {string.Join(", ", model.NamedModules().Select(part => part.Name).Where(name => name.Length > 0).Take(30))}");
    }
}
