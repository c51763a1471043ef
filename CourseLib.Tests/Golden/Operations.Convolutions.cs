using CourseLib.Tensors;
using static CourseLib.Layers.Functional;

namespace CourseLib.Tests.Golden;

/// <summary>Poolings, and the convolutions beyond the plain one.</summary>
public static partial class Operations
{
    private static Dictionary<string, Func<Tensor[], Tensor>> Convolutions => new()
    {
        ["maximum pooling, rounded up"] = x => MaxPool2d(x[0], 2, ceilMode: true),
        ["maximum pooling, rounded up and padded"] = x => MaxPool2d(x[0], 3, 2, 1, ceilMode: true),
        ["maximum pooling, rounded up, with dilation"] = x => MaxPool2d(x[0], 2, (3, 2), dilation: 2, ceilMode: true),
        ["average pooling, rounded up"] = x => AvgPool2d(x[0], (3, 2), 2, ceilMode: true),
        ["average pooling, rounded up, padding counts"] = x => AvgPool2d(x[0], 3, 2, 1, ceilMode: true),
        ["average pooling, rounded up, padding does not count"] = x => AvgPool2d(x[0], 3, 2, 1, countPadding: false, ceilMode: true),
        ["maximum pooling of sequences"] = x => MaxPool1d(x[0], 3, 2, 1, 2),
        ["average pooling of sequences"] = x => AvgPool1d(x[0], 3, 2, 1, ceilMode: true),

        ["global average pooling"] = x => GlobalAvgPool2d(x[0]),
        ["adaptive average pooling"] = x => AdaptiveAvgPool2d(x[0], (3, 4)),
        ["adaptive average pooling, even windows"] = x => AdaptiveAvgPool2d(x[0], (2, 3)),
        ["adaptive average pooling to one window"] = x => AdaptiveAvgPool2d(x[0], 1),
        ["adaptive average pooling to more than there is"] = x => AdaptiveAvgPool2d(x[0], (5, 4)),
        ["adaptive average pooling of sequences"] = x => AdaptiveAvgPool1d(x[0], 3),
        ["adaptive maximum pooling"] = x => AdaptiveMaxPool2d(x[0], (3, 4)),
        ["adaptive maximum pooling, even windows"] = x => AdaptiveMaxPool2d(x[0], (2, 3)),
        ["adaptive maximum pooling of sequences"] = x => AdaptiveMaxPool1d(x[0], 3),

        ["channel shuffle"] = x => ChannelShuffle(x[0], 3),
    };
}
