using CourseLib.Autograd;
using CourseLib.Layers;
using CourseLib.Losses;
using CourseLib.Models;
using CourseLib.Optimizers;
using CourseLib.Tensors;

namespace CourseLib.Tests.Models;

public sealed class ModelTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");

    public void Dispose() => File.Delete(path);

    [Theory, MemberData(nameof(SmallModels.Names), MemberType = typeof(SmallModels))]
    public void A_step_reaches_every_parameter_and_makes_the_loss_smaller(string name)
    {
        Module net = SmallModels.Create(name, seed: 1);
        Tensor x = SmallModels.Input(name);
        int[] labels = [.. Enumerable.Range(0, x.Shape[0])];
        net.Eval(); // without dropout, so that the two losses can be compared
        Tensor loss = Loss.CrossEntropy(net.Forward(x), labels);
        loss.Backward();

        Assert.True(float.IsFinite(loss.Item()));
        foreach ((string parameter, Tensor value) in net.NamedParameters())
            Assert.True(value.Grad is Tensor gradient && gradient.ToArray().Any(element => element != 0) && gradient.ToArray().All(float.IsFinite), $"{parameter} has no gradient, or one that is not finite");

        double length = Math.Sqrt(net.Parameters().Sum(parameter => Math.Pow(parameter.Grad!.Norm().Item(), 2)));
        new Sgd(net.Parameters(), (float)(0.01 / length)).Step();
        Assert.True(Loss.CrossEntropy(net.Forward(x), labels).Item() < loss.Item());
    }

    [Theory, MemberData(nameof(SmallModels.Names), MemberType = typeof(SmallModels))]
    public void After_a_forward_and_backward_in_training_mode_the_state_can_be_saved_and_loaded(string name)
    {
        Module net = SmallModels.Create(name, seed: 1), other = SmallModels.Create(name, seed: 2);
        Tensor x = SmallModels.Input(name);
        Loss.CrossEntropy(net.Forward(x), new int[x.Shape[0]]).Backward();
        Assert.All(net.Parameters(), parameter => Assert.True(float.IsFinite(parameter.Grad!.Sum().Item())));

        net.Save(path);
        other.Load(path);
        net.Eval();
        other.Eval();
        Assert.Equal(NoGrad.Run(() => net.Forward(x)).ToArray(), NoGrad.Run(() => other.Forward(x)).ToArray());
    }

    [Theory, MemberData(nameof(SmallModels.Names), MemberType = typeof(SmallModels))]
    public void A_seed_fixes_all_weights(string name)
    {
        Dictionary<string, Tensor> first = SmallModels.Create(name, seed: 5).StateDict(), second = SmallModels.Create(name, seed: 5).StateDict(), other = SmallModels.Create(name, seed: 6).StateDict();
        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, entry => Assert.True(entry.Value.ReadOnlySpan.SequenceEqual(second[entry.Key].ReadOnlySpan), entry.Key));
        Assert.Contains(first, entry => !entry.Value.ReadOnlySpan.SequenceEqual(other[entry.Key].ReadOnlySpan));
    }

    [Fact]
    public void Parameters_have_the_names_of_PyTorchs_networks()
    {
        void Has(Module net, params string[] names) => Assert.Empty(names.Except(net.StateDict().Keys));
        ResNet resNet = ResNet.Create(18, 2);
        Assert.Equal(122, resNet.StateDict().Count);
        Has(resNet, "conv1.weight", "bn1.running_var", "layer2.0.downsample.0.weight", "layer4.1.bn2.num_batches_tracked", "fc.bias");
        Has(AlexNet.Create(2, size: 63, hidden: 4), "features.10.bias", "classifier.6.weight");
        Has(VGG.Create(11, 2, size: 32, hidden: 4), "features.18.weight", "classifier.3.bias", "classifier.6.weight");
        Has(MobileNetV2.Create(2, width: 0.25f), "features.0.0.weight", "features.1.conv.0.0.weight", "features.1.conv.2.bias", "features.17.conv.3.weight", "features.18.1.running_mean", "classifier.1.weight");
        Has(DenseNet.Create([1, 2], 2, growth: 4), "features.conv0.weight", "features.denseblock2.denselayer2.conv2.weight", "features.transition1.norm.bias", "features.norm5.weight", "classifier.bias");
        Has(ShuffleNetV2.Create(2, width: 0.5f), "conv1.0.weight", "stage2.0.branch1.2.weight", "stage3.7.branch2.5.weight", "conv5.1.bias", "fc.weight");
        Has(VisionTransformer.Create(2, depth: 1), "class_token", "pos_embedding", "layers.0.self_attention.in_proj_weight", "layers.0.mlp.3.bias");
    }

    [Fact]
    public void Networks_that_cannot_be_are_refused()
    {
        Assert.Contains("give 11, 13, 16 or 19", Assert.Throws<ArgumentException>(() => VGG.Create(12)).Message);
        Assert.Throws<ArgumentException>(() => VGG.Create(11, size: 31));
        Assert.Throws<ArgumentException>(() => AlexNet.Create(size: 62));
        Assert.Throws<ArgumentException>(() => AlexNet.Create(classes: 0));
        Assert.Contains("auxiliary: false", Assert.Throws<ArgumentException>(() => GoogLeNet.Create(size: 64)).Message);
        Assert.Throws<InvalidOperationException>(() => GoogLeNet.Create(10, size: 32, auxiliary: false).ForwardWithAuxiliary(Tensor.Zeros(1, 3, 32, 32)));
        Assert.Throws<ArgumentException>(() => ResNet.Create(51));
        Assert.Throws<ArgumentException>(() => ResNet.Create(18, inChannels: 0));
        Assert.Throws<ArgumentException>(() => CifarResNet.Create(21));
        Assert.Throws<ArgumentException>(() => CifarResNet.Create(8, shortcut: Shortcut.None, stochasticDepth: 0.5f));
        Assert.Throws<ArgumentException>(() => new BasicBlock(8, 4, shortcut: Shortcut.Padding));
        Assert.Throws<ArgumentException>(() => MobileNetV1.Create(width: 0));
        Assert.Throws<ArgumentException>(() => MobileNetV2.Create(width: float.NaN));
        Assert.Throws<ArgumentException>(() => new InvertedResidual(4, 4, kernel: 4));
        Assert.Throws<ArgumentException>(() => DenseNet.Create(100));
        Assert.Throws<ArgumentException>(() => ShuffleNetV1.Create(groups: 5));
        Assert.Throws<ArgumentException>(() => ShuffleNetV2.Create(width: 3));
        Assert.Throws<ArgumentException>(() => new ShuffleUnitV2(4, 6));
        Assert.Throws<ArgumentException>(() => new ShuffleUnitV1(4, 4, stride: 2));
        Assert.Throws<ArgumentException>(() => new MultiHeadAttention(10, 3));
        Assert.Throws<ArgumentException>(() => VisionTransformer.Create(size: 30));
        Assert.Contains("[1, 3, 16, 16]", Assert.Throws<ArgumentException>(() => VisionTransformer.Create(depth: 1).Forward(Tensor.Zeros(1, 3, 16, 16))).Message);
        Assert.Throws<ArgumentException>(() => new MobileViTBlock(4, 8).Forward(Tensor.Zeros(1, 4, 5, 4)));
        Assert.Throws<ArgumentException>(() => new PatchEmbed(3, 8, 4).Forward(Tensor.Zeros(1, 3, 6, 8)));
        Assert.Throws<ArgumentException>(() => new MixedOp([]));
        Assert.Throws<ArgumentException>(() => new SearchCell(4, 4, 4, 2, [Tensor.Zeros(8)]));
        Assert.Throws<ArgumentException>(() => new MnasSearch([]));
        Assert.Throws<ArgumentException>(() => new MnasSearch([8]).Build([16]));
    }
}
