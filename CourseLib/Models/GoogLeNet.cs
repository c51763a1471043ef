using CourseLib.Activations;
using CourseLib.Layers;
using CourseLib.Tensors;

namespace CourseLib.Models;

/// <summary>GoogLeNet: 22 layers with weights, nine Inception blocks, two auxiliary classifiers while training (Szegedy et al. 2015, table 1), without local response normalisation.</summary>
public sealed class GoogLeNet : Module
{
    private const int SmallestPooled = 5;
    private readonly Sequential stem, first, second, third;
    private readonly Sequential? aux1, aux2;
    private readonly Dropout dropout;
    private readonly Linear fc;

    private GoogLeNet(int classes, int inChannels, int size, bool auxiliary, bool batchNorm, int? seed)
    {
        LayerFactory.Refuse(nameof(GoogLeNet), classes, inChannels);
        var make = new LayerFactory(seed);
        int middle = Half(Half(Half(Half(size))));
        if (auxiliary && middle < SmallestPooled)
            throw new ArgumentException($"GoogLeNet: images of {size}×{size} leave {middle}×{middle} for the auxiliary classifiers, whose pooling needs {SmallestPooled}×{SmallestPooled}; use images of 65×65 or more, or auxiliary: false");
        InceptionBlock Block(int from, int ones, int reduce3, int threes, int reduce5, int fives, int pool) => new(from, ones, reduce3, threes, reduce5, fives, pool, batchNorm, make.Next());

        stem = RegisterModule("stem", new Sequential(
            ("conv1", InceptionBlock.Convolution(make, batchNorm, inChannels, 64, 7, stride: 2)), ("maxpool1", new MaxPool2d(3, 2, 1)),
            ("conv2", InceptionBlock.Convolution(make, batchNorm, 64, 64, 1)), ("conv3", InceptionBlock.Convolution(make, batchNorm, 64, 192, 3)), ("maxpool2", new MaxPool2d(3, 2, 1))));
        first = RegisterModule("first", new Sequential(
            ("inception3a", Block(192, 64, 96, 128, 16, 32, 32)), ("inception3b", Block(256, 128, 128, 192, 32, 96, 64)), ("maxpool3", new MaxPool2d(3, 2, 1)),
            ("inception4a", Block(480, 192, 96, 208, 16, 48, 64))));
        second = RegisterModule("second", new Sequential(
            ("inception4b", Block(512, 160, 112, 224, 24, 64, 64)), ("inception4c", Block(512, 128, 128, 256, 24, 64, 64)), ("inception4d", Block(512, 112, 144, 288, 32, 64, 64))));
        third = RegisterModule("third", new Sequential(
            ("inception4e", Block(528, 256, 160, 320, 32, 128, 128)), ("maxpool4", new MaxPool2d(3, 2, 1)),
            ("inception5a", Block(832, 256, 160, 320, 32, 128, 128)), ("inception5b", Block(832, 384, 192, 384, 48, 128, 128))));
        dropout = RegisterModule("dropout", new Dropout(0.4f, make.Next()));
        fc = RegisterModule("fc", make.Linear(1024, classes));
        if (!auxiliary) return;
        aux1 = RegisterModule("aux1", Head(make, batchNorm, 512, middle, classes));
        aux2 = RegisterModule("aux2", Head(make, batchNorm, 528, middle, classes));
    }

    /// <summary>
    /// The network of the table. With 1000 classes, 224×224 images, and biases in place of batch normalisation: 6,998,552 parameters, and 13,378,280 with the auxiliary classifiers.
    /// </summary>
    /// <param name="classes">Number of logits.</param>
    /// <param name="inChannels">Channels of the images.</param>
    /// <param name="size">Height and width of the images.</param>
    /// <param name="auxiliary">Whether there are the two auxiliary classifiers, which need images of 65×65 or more.</param>
    /// <param name="batchNorm">Whether batch normalisation follows each convolution.</param>
    /// <param name="seed">Fixes the weights and the dropout.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static GoogLeNet Create(int classes = 1000, int inChannels = 3, int size = 224, bool auxiliary = true, bool batchNorm = false, int? seed = null) =>
        new(classes, inChannels, size, auxiliary, batchNorm, seed);

    /// <summary>The logits of the main classifier: (N, classes).</summary>
    public override Tensor Forward(Tensor x) => Observed(x, Classified(third.Forward(second.Forward(first.Forward(stem.Forward(x))))));

    /// <summary>The logits of the main classifier and of the two auxiliary ones, whose losses join the training with weight 0.3 (section 5).</summary>
    /// <exception cref="InvalidOperationException">The network was made without auxiliary classifiers.</exception>
    public (Tensor Main, Tensor Auxiliary1, Tensor Auxiliary2) ForwardWithAuxiliary(Tensor x)
    {
        if (aux1 is null || aux2 is null) throw new InvalidOperationException("GoogLeNet: this network has no auxiliary classifiers; create it with auxiliary: true");
        Tensor a = first.Forward(stem.Forward(x)), d = second.Forward(a);
        return (Observed(x, Classified(third.Forward(d))), aux1.Forward(a), aux2.Forward(d));
    }

    private static Sequential Head(LayerFactory make, bool batchNorm, int from, int size, int classes)
    {
        int pooled = (size - SmallestPooled) / 3 + 1;
        return new(
            ("pool", new AvgPool2d(SmallestPooled, 3)), ("conv", InceptionBlock.Convolution(make, batchNorm, from, 128, 1)), ("flatten", new Flatten()),
            ("fc1", make.Linear(128 * pooled * pooled, 1024)), ("relu", new ReLU()), ("dropout", new Dropout(0.7f, make.Next())), ("fc2", make.Linear(1024, classes)));
    }

    private static int Half(int size) => (size + 1) / 2;

    private Tensor Classified(Tensor x) => fc.Forward(dropout.Forward(Functional.GlobalAvgPool2d(x)));
}
