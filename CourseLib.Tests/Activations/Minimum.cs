using CourseLib.Activations;

namespace CourseLib.Tests.Activations;

/// <summary>Where an activation with one dip is smallest.</summary>
internal static class Minimum
{
    public static double Of(Activation activation)
    {
        double low = -2, high = 0;
        while (high - low > 1e-12)
        {
            double middle = (low + high) / 2;
            if (activation.D(middle) < 0) low = middle;
            else high = middle;
        }
        return low;
    }
}
