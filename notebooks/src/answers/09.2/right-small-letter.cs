char OneLayerTooMany()
{
    return 'd';
}
