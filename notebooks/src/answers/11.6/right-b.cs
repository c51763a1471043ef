char Fifty()
{
    return 'B';
}
