namespace CourseLib.Charts;

/// <summary>
/// The series colours. Found by search for the largest smallest distance between any two, as seen with normal, deuteranopic,
/// protanopic and tritanopic eyes, each at least 3:1 against its background; the hues follow Okabe and Ito (2008). A series keeps
/// its hue from light to dark.
/// </summary>
internal static class Palette
{
    public static readonly string[] Light = ["#1F4EC3", "#C73D06", "#258F76", "#710765", "#BB8C14", "#279DCE", "#595B60", "#4A131D"];

    public static readonly string[] Dark = ["#4A97F5", "#FA8026", "#8DF2C6", "#A35FA3", "#F8D142", "#43C4F2", "#9E989C", "#C8463B"];

    /// <summary>The number of colours; a figure with more series repeats them with other dashes and marker shapes.</summary>
    public static int Count => Light.Length;
}
