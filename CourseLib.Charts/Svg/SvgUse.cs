namespace CourseLib.Charts.Svg;

/// <summary>Where a picture is for.</summary>
internal enum SvgUse
{
    /// <summary>A part of a page, whose text colour and colour scheme it takes.</summary>
    Page,

    /// <summary>A file of its own, light or dark as its viewer is.</summary>
    File,

    /// <summary>The output of a cell, shown in an editor's page or as an image by itself: with its sentences, and readable on any ground.</summary>
    Output,
}
