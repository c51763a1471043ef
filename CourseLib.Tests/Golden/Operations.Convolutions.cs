using CourseLib.Layers;
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

        ["sequence convolution"] = x => Conv1d(x[0], x[1], x[2]),
        ["sequence convolution, all arguments"] = x => Conv1d(x[0], x[1], x[2], 2, 3, 2, 2),
        ["sequence convolution, same, without bias"] = x => Conv1d(x[0], x[1], padding: "same"),
        ["sequence convolution, depthwise"] = x => Conv1d(x[0], x[1], x[2], padding: 1, groups: 5),
        ["convolution, same"] = x => Conv2d(x[0], x[1], x[2], padding: "same"),
        ["convolution, same, even kernel with dilation"] = x => Conv2d(x[0], x[1], x[2], padding: "same", dilation: (3, 1)),
        ["volume convolution"] = x => Conv3d(x[0], x[1], x[2]),
        ["volume convolution, padded, without bias"] = x => Conv3d(x[0], x[1], padding: 1),
        ["volume convolution, all arguments"] = x => Conv3d(x[0], x[1], x[2], (2, 1, 2), (1, 2, 0), (3, 1, 2), 2),
        ["volume convolution, depthwise, stride 2"] = x => Conv3d(x[0], x[1], x[2], 2, 1, groups: 4),
        ["volume convolution, 1×1×1"] = x => Conv3d(x[0], x[1], x[2]),
        ["volume convolution, same"] = x => Conv3d(x[0], x[1], x[2], padding: "same"),

        ["pad, reflect"] = x => Pad(x[0], [(1, 3), (2, 1)], PaddingMode.Reflect),
        ["sequence convolution, reflect"] = x => Conv1d(x[0], x[1], stride: 2, padding: 2, paddingMode: PaddingMode.Reflect),
        ["convolution, reflect"] = x => Conv2d(x[0], x[1], x[2], (1, 2), (1, 2), paddingMode: PaddingMode.Reflect),
        ["volume convolution, reflect"] = x => Conv3d(x[0], x[1], padding: 1, paddingMode: PaddingMode.Reflect),
        ["pad, replicate"] = x => Pad(x[0], [(1, 3), (2, 1)], PaddingMode.Replicate),
        ["sequence convolution, replicate"] = x => Conv1d(x[0], x[1], stride: 2, padding: 2, paddingMode: PaddingMode.Replicate),
        ["convolution, replicate"] = x => Conv2d(x[0], x[1], x[2], (1, 2), (1, 2), paddingMode: PaddingMode.Replicate),
        ["volume convolution, replicate"] = x => Conv3d(x[0], x[1], padding: 1, paddingMode: PaddingMode.Replicate),
        ["pad, circular"] = x => Pad(x[0], [(1, 3), (2, 1)], PaddingMode.Circular),
        ["sequence convolution, circular"] = x => Conv1d(x[0], x[1], stride: 2, padding: 2, paddingMode: PaddingMode.Circular),
        ["convolution, circular"] = x => Conv2d(x[0], x[1], x[2], (1, 2), (1, 2), paddingMode: PaddingMode.Circular),
        ["volume convolution, circular"] = x => Conv3d(x[0], x[1], padding: 1, paddingMode: PaddingMode.Circular),

        ["transposed convolution"] = x => ConvTranspose2d(x[0], x[1], x[2]),
        ["transposed convolution, stride 2, without bias"] = x => ConvTranspose2d(x[0], x[1], stride: 2),
        ["transposed convolution, all arguments"] = x => ConvTranspose2d(x[0], x[1], x[2], (2, 3), (2, 1), (1, 2), 2, (2, 1)),
        ["transposed convolution, output padding beyond the stride"] = x => ConvTranspose2d(x[0], x[1], x[2], (1, 2), outputPadding: 2, dilation: 3),
        ["transposed convolution, padding beyond the kernel"] = x => ConvTranspose2d(x[0], x[1], x[2], (2, 1), 2),
        ["transposed convolution, depthwise"] = x => ConvTranspose2d(x[0], x[1], x[2], 2, 1, groups: 4),
        ["transposed convolution of sequences"] = x => ConvTranspose1d(x[0], x[1], x[2], 2, 1, 1),
        ["transposed convolution of sequences, groups"] = x => ConvTranspose1d(x[0], x[1], x[2], 3, groups: 2, dilation: 2),
        ["transposed convolution of volumes"] = x => ConvTranspose3d(x[0], x[1], x[2], 2),
        ["transposed convolution of volumes, all arguments"] = x => ConvTranspose3d(x[0], x[1], x[2], (2, 1, 2), (1, 0, 1), (1, 0, 1), 2, (1, 2, 2)),

        ["patches"] = x => Im2Col(x[0], (2, 3)),
        ["patches, all arguments"] = x => Im2Col(x[0], (3, 2), (2, 3), (1, 2), (1, 2)),
        ["patches laid back"] = x => Col2Im(x[0], (4, 5), (2, 3)),
        ["patches laid back, all arguments"] = x => Col2Im(x[0], (5, 6), (3, 2), (2, 3), (1, 2), (1, 2)),
    };
}
