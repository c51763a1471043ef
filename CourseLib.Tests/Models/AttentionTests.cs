using CourseLib.Autograd;
using CourseLib.Models;
using CourseLib.Tensors;

namespace CourseLib.Tests.Models;

public class AttentionTests
{
    [Fact]
    public void A_patch_embedding_is_one_matrix_for_all_flattened_patches()
    {
        var embed = new PatchEmbed(2, 5, 3, seed: 1);
        Tensor x = Tensor.Randn([2, 2, 6, 9], seed: 2), y = embed.Forward(x);
        Dictionary<string, Tensor> state = embed.StateDict();
        Tensor patch = x[1, .., 3..6, 6..9].Reshape(18); // the last of two rows of three
        Tensor expected = state["projection.weight"].Reshape(5, 18).MatMul(patch) + state["projection.bias"];
        Assert.Equal([2, 6, 5], y.Shape);
        Assert.True(y[1, 5, ..].AllClose(expected, 1e-5f, 1e-6f));
    }

    [Fact]
    public void Every_row_of_attention_adds_up_to_1_in_every_head()
    {
        Tensor attention = new MultiHeadAttention(12, 3, seed: 1).Attention(Tensor.Randn([2, 7, 12], seed: 2) * 3f);
        Assert.Equal([2, 3, 7, 7], attention.Shape);
        Assert.All(attention.Sum(3).ToArray(), sum => Assert.Equal(1, sum, 1e-5));
    }

    [Fact]
    public void Permuting_the_sequence_permutes_the_result_of_an_encoder_layer()
    {
        var block = new TransformerBlock(8, 2, 16, seed: 1);
        Tensor x = Tensor.Randn([2, 6, 8], seed: 2);
        int[] order = [3, 0, 5, 1, 4, 2];
        Assert.True(block.Forward(x.IndexSelect(1, order)).AllClose(block.Forward(x).IndexSelect(1, order), 1e-4f, 1e-5f));
    }

    [Fact]
    public void A_vision_transformer_sees_the_order_of_patches_by_its_positions_alone()
    {
        VisionTransformer net = VisionTransformer.Create(4, 1, 8, 4, depth: 2, features: 8, heads: 2, seed: 1);
        Tensor x = Tensor.Randn([1, 1, 8, 8], seed: 2);
        Tensor swapped = Tensor.Concat([x.Slice(2, 4, 4), x.Slice(2, 0, 4)], 2);
        Assert.True(net.Forward(x).MaxDifference(net.Forward(swapped)) > 1e-5);
        using (NoGrad.Begin()) net.NamedParameters().Single(parameter => parameter.Name == "pos_embedding").Value.Fill(0);
        Assert.True(net.Forward(x).AllClose(net.Forward(swapped), 1e-4f, 1e-5f));
    }

    [Fact]
    public void Each_layer_of_a_vision_transformer_tells_where_its_tokens_look()
    {
        VisionTransformer net = VisionTransformer.Create(4, 3, 8, 4, depth: 2, features: 8, heads: 2, seed: 1);
        Tensor sequence = net.Embed(Tensor.Randn([1, 3, 8, 8], seed: 2));
        Assert.Equal([1, 5, 8], sequence.Shape);
        Assert.Equal([1, 2, 5, 5], net.Layers[1].AttentionOf(net.Layers[0].Forward(sequence)).Shape);
    }

    [Fact]
    public void Every_pixel_of_a_MobileViT_block_depends_on_all_pixels_and_keeps_its_place()
    {
        var block = new MobileViTBlock(4, 8, depth: 1, heads: 2, seed: 1);
        block.Eval();
        Tensor x = Tensor.Randn([2, 4, 6, 8], seed: 2);
        x.RequiresGrad = true;
        Tensor y = block.Forward(x);
        Assert.Equal(x.Shape, y.Shape);
        y[0, .., 0, 0].Sum().Backward();
        Tensor reached = x.Grad!.Abs().Sum(1);
        Assert.All(reached[0, .., ..].ToArray(), value => Assert.True(value > 0));
        Assert.All(reached[1, .., ..].ToArray(), value => Assert.Equal(0, value));
        // The two 3×3 convolutions see two pixels on each side; attention sees the others.
        (int row, int column) = Math.DivRem(reached[0, .., ..].ArgMax(), 8);
        Assert.InRange(Math.Max(row, column), 0, 2);
    }
}
