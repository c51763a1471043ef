// hint: Averaging is linear, but instance normalisation first subtracts that very average.
char OneLayerTooMany()
{
    return 'A';
}
