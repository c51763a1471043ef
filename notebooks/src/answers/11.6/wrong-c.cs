// hint: Batch normalisations are not counted; blocks of all four stages are.
char Fifty()
{
    return 'C';
}
