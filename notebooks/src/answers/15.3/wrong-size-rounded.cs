// hint: The box's sides are cut down to whole pixels: (int)(H · √(1 − λ)), not rounded.
(Tensor Images, Tensor Targets, double Share) CutMix(
    Batch batch, int classes, double lambda, int centreRow, int centreColumn, int[] partners)
{
    int n = batch.Images.Shape[0], c = batch.Images.Shape[1], H = batch.Images.Shape[2], W = batch.Images.Shape[3];
    double side = Math.Sqrt(1 - lambda);
    int h = (int)Math.Round(H * side), w = (int)Math.Round(W * side);
    int top = Math.Max(0, centreRow - h / 2), bottom = Math.Min(H, centreRow - h / 2 + h);
    int left = Math.Max(0, centreColumn - w / 2), right = Math.Min(W, centreColumn - w / 2 + w);
    float[] from = batch.Images.ToArray(), to = batch.Images.ToArray();
    int pasted = 0;
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++)
        {
            pasted++;
            for (int i = 0; i < n; i++)
                for (int ch = 0; ch < c; ch++)
                    to[((i * c + ch) * H + y) * W + x] = from[((partners[i] * c + ch) * H + y) * W + x];
        }
    double share = 1 - pasted / (double)(H * W);
    var targets = new float[n * classes];
    for (int i = 0; i < n; i++)
    {
        targets[i * classes + batch.Labels[i]] += (float)share;
        targets[i * classes + batch.Labels[partners[i]]] += (float)(1 - share);
    }
    return (Tensor.From(to, n, c, H, W), Tensor.From(targets, n, classes), share);
}
