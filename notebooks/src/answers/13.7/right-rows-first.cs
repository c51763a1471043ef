(float Value, float Down, float Right) Bilinear(Tensor image, float row, float column)
{
    int top = (int)Math.Floor(row), left = (int)Math.Floor(column);
    float f = row - top, h = column - left;
    float Pixel(int i, int j) =>
        i < 0 || j < 0 || i >= image.Shape[0] || j >= image.Shape[1] ? 0 : image[i, j];
    float Along(int i) => (1 - h) * Pixel(i, left) + h * Pixel(i, left + 1);
    float Step(int i) => Pixel(i, left + 1) - Pixel(i, left);
    return ((1 - f) * Along(top) + f * Along(top + 1), Along(top + 1) - Along(top),
        (1 - f) * Step(top) + f * Step(top + 1));
}
