(Tensor Images, Tensor Targets) Mixup(Batch batch, int classes, double lambda, int[] partners)
{
    float share = (float)lambda;
    Tensor Blend(Tensor a)
    {
        Tensor b = Tensor.Stack([.. partners.Select(partner => a.Select(0, partner))]);
        return b + share * (a - b);
    }
    return (Blend(batch.Images), Blend(Tensor.OneHot(batch.Labels, classes)));
}
