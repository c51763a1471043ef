// hint: Pooling has no weights and is not counted; the linear layer is.
char Fifty()
{
    return 'D';
}
