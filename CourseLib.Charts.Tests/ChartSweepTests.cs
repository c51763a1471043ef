using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using CourseLib.Tensors;

namespace CourseLib.Charts.Tests;

/// <summary>Every public function that makes or changes a chart, with each argument in turn replaced by what nobody should give.</summary>
public partial class ChartSweepTests
{
    private static readonly double[] Three = [1, 2, 3];

    private static readonly Dictionary<Type, object[]> Values = new()
    {
        [typeof(bool)] = [true, false],
        [typeof(int)] = [2, 0, 1, -1, 7, int.MaxValue, int.MinValue],
        [typeof(double)] = [0.5, 0.0, -1.0, 1e-320, 1e308, double.NaN, double.PositiveInfinity, double.NegativeInfinity],
        [typeof(string)] = ["x", "", " ", "\0\u001b[31m\uFFFF", "\ud800", "<sub>", "</b></svg><script>", new string('W', 5000), "a<br>b<br>c"],
        [typeof(object)] = [1.0, "b", DateTime.MinValue, DateTime.MaxValue, double.NaN, new object()],
        [typeof(AnyColor)] = [AnyColor.Of(Color.fromHex("#123456")), AnyColor.Of(Color.fromARGB(128, 1, 2, 3)), AnyColor.Of(Color.fromColors([])), AnyColor.Of(Color.fromColors([Color.fromString("red")])), AnyColor.Of(Color.fromColorScaleValues([double.NaN, 1, 2]))],
        [typeof(StyleParam.Colorscale)] = [Colorscale.Hot, StyleParam.Colorscale.Greens, Colorscale.Custom([(0, "#fff"), (1, "#000")])],
        [typeof(AxisValues)] = [(AxisValues)Three, (AxisValues)Array.Empty<double>(), (AxisValues)new[] { "a", "a", "b" }, (AxisValues)new[] { "a" },
            (AxisValues)new[] { double.NaN, double.PositiveInfinity, 1 }, (AxisValues)new[] { DateTime.MinValue, DateTime.MaxValue, DateTime.UnixEpoch }],
        [typeof(Tensor)] = [Tensor.From(new float[9], [3, 3]), Tensor.From([1f, 2f, 3f], [3]), Tensor.From([1f], []), Tensor.From([], [0]), Tensor.From([], [0, 3]), Tensor.From([], [2, 0, 3, 3]),
            Tensor.From(new float[24], [2, 3, 2, 2]), Tensor.From([float.NaN, float.PositiveInfinity, float.MinValue], [3, 1]), Tensor.From([1f], [1, 1, 1, 1, 1])],
        [typeof(double[,])] = [new double[3, 3], new double[0, 0], new double[3, 0], new double[1, 1], new double[,] { { double.NaN, 1, 2 }, { 3, double.PositiveInfinity, 4 }, { 1e308, -1e308, 0 } }],
        [typeof(IEnumerable<double>)] = [Three, Array.Empty<double>(), new[] { 5.0 }, new[] { 1.0, 2 }, new[] { double.NaN, double.PositiveInfinity, 1 }, new[] { 1e308, -1e308, 0 }, new[] { -1.0, 0, -3 }],
        [typeof(IEnumerable<string>)] = [new[] { "a", "b", "c" }, Array.Empty<string>(), new[] { "a" }, new string[3], new[] { "\0", "<sub>", "\ud800" }],
        [typeof(IEnumerable<bool>)] = [new[] { true }, Array.Empty<bool>()],
        [typeof(IEnumerable<IEnumerable<double>>)] = [new[] { Three, Three, Three }, Array.Empty<double[]>(), new[] { Array.Empty<double>() }, new[] { Three, [1.0] }, new double[2][], new[] { new[] { double.NaN } }],
        [typeof(IEnumerable<IEnumerable<IEnumerable<double>>>)] = [new[] { new[] { Three } }, Array.Empty<double[][]>(), new[] { Array.Empty<double[]>() }, new[] { new[] { new[] { 1.0 } } }, new double[1][][],
            new[] { new[] { new[] { double.NaN, -1, 1e308 } } }],
        [typeof(IEnumerable<IEnumerable<string>>)] = [new[] { new[] { "a", "b", "c" } }, Array.Empty<string[]>(), new string[1][], new[] { new string[2] }],
        [typeof(IEnumerable<Tensor>)] = [new[] { Tensor.From(new float[4], [2, 2]), Tensor.From(new float[4], [2, 2]) }, Array.Empty<Tensor>(), new Tensor[1], new[] { Tensor.From([], [0]) }],
        [typeof(IEnumerable<GenericChart>)] = [new[] { Plain, Plain }, Array.Empty<GenericChart>(), new GenericChart[2], new[] { Grid, Plain }, new[] { Plain, Chart.Surface(new double[3, 3]) }, new[] { Chart.Invisible() }],
        [typeof(GenericChart[])] = [new[] { Plain, Plain }, Array.Empty<GenericChart>(), new GenericChart[2], new[] { Grid, Plain }],
    };

    private static GenericChart Plain => Chart.Line(Three, Three, Name: "line");

    private static GenericChart Grid => Chart.Grid([Plain, Chart.Column(Three, Name: "bars"), Chart.Heatmap(new double[3, 3]), Chart.Surface(new double[3, 3])], 2, 2);

    private static readonly Dictionary<string, Func<GenericChart>> Figures = new()
    {
        ["a line"] = () => Plain,
        ["nothing"] = Chart.Invisible,
        ["a grid"] = () => Grid,
    };

    private static IEnumerable<MethodInfo> Functions =>
        typeof(Chart).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Concat(new[] { typeof(ChartAxes), typeof(ChartStyling), typeof(ChartNotes), typeof(ChartMotion) }.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)));

    [Fact]
    public void Whatever_is_given_a_chart_is_drawn_or_refused_in_words()
    {
        var wrong = new List<string>();
        foreach (MethodInfo function in Functions.Select(Closed))
            foreach ((string on, Func<GenericChart> make) in Styles(function) ? Figures : new() { ["Chart"] = Chart.Invisible })
                foreach (object?[] arguments in Variations(function, Styles(function) ? make() : null))
                    if (Complaint(function, arguments) is string complaint)
                        wrong.Add($"{on}.{function.Name}({string.Join(", ", function.GetParameters().Zip(arguments, (parameter, argument) => $"{parameter.Name}: {Text(argument)}"))}) → {complaint}");
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong\n{string.Join("\n", wrong)}");
    }

    /// <summary>Whether a function changes the chart that is its first argument.</summary>
    private static bool Styles(MethodInfo function) => function.DeclaringType != typeof(Chart);

    private static string? Complaint(MethodInfo function, object?[] arguments)
    {
        try
        {
            var made = (GenericChart)function.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
            string svg = made.ToSvg();
            XDocument.Parse(svg);
            JsonDocument.Parse(made.ToJson());
            _ = made.ToHtml().Length + made.ToText().Length;
            return NoPlace().IsMatch(svg) ? $"draws at no place: {NoPlace().Match(svg).Value}" : svg.Length > 3_000_000 ? $"an SVG of {svg.Length} characters" : null;
        }
        catch (ArgumentException refusal) when (refusal.Message.Length > 20)
        {
            return null;
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name}: {failure.Message} {failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("CourseLib.Charts", StringComparison.Ordinal))?.Trim()}";
        }
    }

    /// <summary>All arguments as they should be, then each in turn as it should not.</summary>
    private static IEnumerable<object?[]> Variations(MethodInfo function, GenericChart? styled)
    {
        ParameterInfo[] parameters = function.GetParameters();
        object?[] usual = [.. parameters.Select(parameter => parameter.HasDefaultValue ? Default(parameter) : Of(parameter.ParameterType)[0])];
        if (styled is not null) usual[0] = styled;
        yield return usual;
        for (int i = styled is null ? 0 : 1; i < parameters.Length; i++)
        {
            foreach (object? value in Of(parameters[i].ParameterType).Append(parameters[i].ParameterType.IsValueType ? usual[i] : null))
            {
                var changed = (object?[])usual.Clone();
                changed[i] = value;
                yield return changed;
            }
        }
    }

    private static object? Default(ParameterInfo parameter) => parameter.DefaultValue;

    private static MethodInfo Closed(MethodInfo function) => !function.IsGenericMethodDefinition ? function
        : function.MakeGenericMethod([.. function.GetGenericArguments().Select(argument => argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? typeof(double[,]) : typeof(double))]);

    private static object[] Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Values.TryGetValue(type, out object[]? known)) return known;
        if (type == typeof(GenericChart)) return [Plain];
        if (type.DeclaringType == typeof(StyleParam)) return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == type).Select(property => property.GetValue(null)!)];
        if (type == typeof((double, double))) return [(0.0, 1.0), (1.0, 0.0), (0.0, 0.0), (double.NaN, 1.0), (0.0, double.PositiveInfinity), (-1e308, 1e308), (1e-320, 2e-320)];
        if (type == typeof(IEnumerable<(string, GenericChart)>)) return [new[] { ("a", Plain), ("b", Plain) }, Array.Empty<(string, GenericChart)>(), new (string, GenericChart)[1], new[] { ("a", Grid) }];
        if (type == typeof(IEnumerable<(string, IEnumerable<bool>)>)) return [new[] { ("all", (IEnumerable<bool>)[true]) }, Array.Empty<(string, IEnumerable<bool>)>(), new (string, IEnumerable<bool>)[1]];
        if (type == typeof(IEnumerable<(double, double, string)>)) return [new[] { (1.0, 2.0, "here") }, new[] { (double.NaN, double.PositiveInfinity, (string)null!) }];
        throw new NotSupportedException($"no values for {type}");
    }

    [GeneratedRegex("\\s(x|y|x1|x2|y1|y2|cx|cy|r|d|width|height|points|transform)=\"[^\"]*(NaN|∞|Infinity)")]
    private static partial Regex NoPlace();

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{(text.Length > 20 ? text[..20] + "…" : text)}\"",
        Tensor tensor => $"tensor({string.Join(",", tensor.Shape)})",
        IEnumerable items => $"[{string.Join(",", items.Cast<object?>().Take(4).Select(Text))}]",
        _ => value.ToString() ?? "",
    };
}
