(Tensor Images, Tensor Targets, double Share) CutMix(Batch batch, int classes, double lambda,
    int centreRow, int centreColumn, int[] partners)
{
    int height = batch.Images.Shape[2], width = batch.Images.Shape[3];
    double side = Math.Sqrt(1 - lambda);
    int h = (int)Math.Floor(height * side), w = (int)Math.Floor(width * side);
    Tensor mask = Tensor.Ones(1, 1, height, width);
    int pasted = 0;
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++)
        {
            int down = row - (centreRow - h / 2), right = column - (centreColumn - w / 2);
            if (down < 0 || down >= h || right < 0 || right >= w) continue;
            mask[0, 0, row, column] = 0;
            pasted++;
        }
    double share = 1 - pasted / (double)(height * width);
    Tensor images = mask * batch.Images + (1 - mask) * batch.Images.IndexSelect(0, partners);
    Tensor targets = Tensor.Zeros(batch.Count, classes);
    for (int i = 0; i < batch.Count; i++)
    {
        targets[i, batch.Labels[i]] += (float)share;
        targets[i, batch.Labels[partners[i]]] += (float)(1 - share);
    }
    return (images, targets, share);
}
