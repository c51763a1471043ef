(float Value, float Down, float Right) Bilinear(Tensor image, float row, float column)
{
    float Tent(float t) => Math.Max(0, 1 - Math.Abs(t));
    // The slope of the tent when the place moves forward; on a pixel that towards the next one.
    float Tilt(float t) => t >= 0 && t < 1 ? -1 : t >= -1 && t < 0 ? 1 : 0;
    float value = 0, down = 0, right = 0;
    for (int i = 0; i < image.Shape[0]; i++)
        for (int j = 0; j < image.Shape[1]; j++)
        {
            value += Tent(row - i) * Tent(column - j) * image[i, j];
            down += Tilt(row - i) * Tent(column - j) * image[i, j];
            right += Tent(row - i) * Tilt(column - j) * image[i, j];
        }
    return (value, down, right);
}
