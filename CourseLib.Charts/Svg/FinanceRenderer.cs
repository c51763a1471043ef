using CourseLib.Charts.Drawing;
using CourseLib.Charts.Scales;

namespace CourseLib.Charts.Svg;

/// <summary>Draws candlesticks, and bars with a tick to the left for the opening and one to the right for the closing price.</summary>
internal static class FinanceRenderer
{
    /// <summary>Half the width of a candle, as a share of the distance between two.</summary>
    private const double Half = 0.3;

    public static void Include(FinanceTrace trace, PanelData panel, AxisExtent x, AxisExtent y)
    {
        double[] xs = panel.X.Values(trace.X);
        double half = Half * BarBoxes.Pitch(xs);
        for (int i = 0; i < Math.Min(xs.Length, trace.Count); i++)
        {
            if (!double.IsFinite(xs[i])) continue;
            x.Include(xs[i] - half);
            x.Include(xs[i] + half);
            foreach (double price in Prices(trace, i)) y.Include(price);
        }
    }

    public static void Draw(SvgWriter svg, FinanceTrace trace, PanelView view)
    {
        double[] xs = view.Data.X.Values(trace.X);
        double half = Half * BarBoxes.Pitch(xs);
        for (int i = 0; i < Math.Min(xs.Length, trace.Count); i++)
        {
            double left = view.X.At(xs[i] - half), middle = view.X.At(xs[i]), right = view.X.At(xs[i] + half);
            double open = view.Y.At(trace.Open[i]), close = view.Y.At(trace.Close[i]);
            double high = view.Y.At(trace.High[i]), low = view.Y.At(trace.Low[i]);
            if (double.IsNaN(left + middle + right + open + high + low + close)) continue;
            string color = (trace.Close[i] < trace.Open[i] ? trace.Decreasing : trace.Increasing).Css;
            svg.Open("g", ("stroke", color), ("stroke-width", 1.5), ("fill", "none"));
            svg.Open("title").Chars($"{trace.X.Label(i)}: {string.Join(", ", Prices(trace, i).Select(NumberText.Short))}").Close();
            svg.Leaf("path", ("d", LinePath.Open([(middle, high), (middle, low)])));
            if (trace.Candlestick)
                svg.Leaf("rect", ("x", Math.Min(left, right)), ("y", Math.Min(open, close)), ("width", Math.Abs(right - left)),
                    ("height", Math.Abs(close - open)), ("fill", color));
            else
                svg.Leaf("path", ("d", LinePath.Open([(left, open), (middle, open), (double.NaN, 0), (middle, close), (right, close)])));
            svg.Close();
        }
    }

    private static double[] Prices(FinanceTrace trace, int i) => [trace.Open[i], trace.High[i], trace.Low[i], trace.Close[i]];
}
