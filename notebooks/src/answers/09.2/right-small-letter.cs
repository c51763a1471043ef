char OneLayerTooMany()
{
    return 'b';
}
