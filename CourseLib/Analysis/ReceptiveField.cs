using CourseLib.Layers;

namespace CourseLib.Analysis;

/// <summary>How much of the network's input one element of a layer's result depends on, along one axis.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Field">The size of that part in pixels; where it passes the border, padding counts.</param>
/// <param name="Jump">How many pixels of the input lie between neighbouring elements of the result.</param>
public sealed record ReceptiveField(string Layer, int Field, int Jump)
{
    /// <summary>
    /// The field after each layer: Field ← Field + (K − 1)·D·Jump, then Jump ← Jump·S, from 1 and 1 at the pixels.
    /// For L layers of kernel K and stride 1 that is 1 + L(K − 1).
    /// </summary>
    /// <exception cref="ArgumentException">There is no layer, or a size is not positive.</exception>
    public static IReadOnlyList<ReceptiveField> Growth(IEnumerable<LayerWindow> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var growth = new List<ReceptiveField>();
        int field = 1, jump = 1;
        foreach (LayerWindow layer in layers)
        {
            if (layer.Kernel < 1 || layer.Stride < 1 || layer.Dilation < 1) throw new ArgumentException($"ReceptiveField: {layer} has a size below 1");
            field = checked(field + (layer.Kernel - 1) * layer.Dilation * jump);
            jump = checked(jump * layer.Stride);
            growth.Add(new(layer.Name, field, jump));
        }
        return growth.Count > 0 ? growth : throw new ArgumentException("ReceptiveField: there is no layer with a window");
    }

    /// <summary>The field after each convolution and pooling of a chain of layers, along the rows (axis H): VGG-16's convolutional part ends with 212.</summary>
    /// <param name="chain">A <see cref="Sequential"/>, perhaps of such chains; layers without a window leave the field as it is.</param>
    /// <exception cref="ArgumentException">There are branches, or a layer that looks at the whole input.</exception>
    public static IReadOnlyList<ReceptiveField> Growth(Module chain) => Growth(Windows(chain, ""));

    /// <summary>The field at the end of a chain of layers.</summary>
    /// <exception cref="ArgumentException">There are branches, or a layer that looks at the whole input.</exception>
    public static ReceptiveField Of(Module chain) => Growth(chain)[^1];

    /// <summary>The field at the end of <paramref name="layers"/>.</summary>
    /// <exception cref="ArgumentException">There is no layer, or a size is not positive.</exception>
    public static ReceptiveField Of(params IEnumerable<LayerWindow> layers) => Growth(layers)[^1];

    private static IEnumerable<LayerWindow> Windows(Module module, string path)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module is Sequential)
            return module.Children.SelectMany(child => Windows(child.Module, path.Length == 0 ? child.Name : $"{path}.{child.Name}"));
        if (module.Window is Window window) return [new(path.Length == 0 ? module.GetType().Name : path, window.Kernel.Height, window.Stride.Height, window.Dilation.Height)];
        if (module is Linear or Flatten || module.Children.Count > 0)
            throw new ArgumentException($"ReceptiveField: {(path.Length == 0 ? "" : path + " ")}{module.GetType().Name} {(module.Children.Count > 0 ? "has parts whose order is not known" : "looks at the whole input")}; give a Sequential of convolutions and poolings, or a list of LayerWindow");
        return [];
    }
}
