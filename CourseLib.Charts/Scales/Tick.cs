namespace CourseLib.Charts.Scales;

/// <summary>A mark on an axis, in the axis's own units; minor ones have a grid line and no label.</summary>
internal readonly record struct Tick(double Value, string Label, bool Minor = false);
